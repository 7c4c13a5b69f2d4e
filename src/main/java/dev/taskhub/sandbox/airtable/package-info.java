/** An imitation of AirTable's web API, in memory, faithful enough for the vendors' own clients. */
package dev.taskhub.sandbox.airtable;
