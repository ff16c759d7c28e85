"""What a browser is called by people, from what it says of itself."""

import re

# The first that fits wins: browsers carry the names of those they stem from.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"))
ENGINES = (("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"))
OTHERS = (("CrOS", "ChromeOS"), ("Linux", "Linux"))


def name_of(agent: str) -> str:
    """`Chrome 130, Android`; of an unknown one, its own words."""
    browser = next(((mark, name) for mark, name in (*BROWSERS, *ENGINES) if f"{mark}/" in agent), None)
    system = next((name for mark, name in (*SYSTEMS, *OTHERS) if mark in agent), "")
    if browser is None:
        return agent
    version = re.search(rf"{browser[0]}/(\d+)", agent)
    return ", ".join(part for part in (f"{browser[1]} {version[1]}" if version else browser[1], system) if part)
