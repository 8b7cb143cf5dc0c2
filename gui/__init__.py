"""The window: everything that knows Qt. It asks the core one call down, hears one signal up."""
