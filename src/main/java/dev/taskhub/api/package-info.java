/** What an operator sees and decides: the state of the systems, parked messages, open conflicts. Knows neither HTTP nor Camel. */
package dev.taskhub.api;
