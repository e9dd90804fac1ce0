"""The whole product put together: settings, addresses, and the pages that belong to no single app."""
