"""What holds for all tests: servers, browser, and the manner of generated examples."""

from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures", "tests.browsing", "tests.offices", "tests.serving"]

settings.register_profile("house", deadline=None)
settings.load_profile("house")
