/** Imitations of the remotes, for trying the hub out without any account, and for its tests. Nothing outside knows them. */
package dev.taskhub.sandbox;
