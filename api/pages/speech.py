"""Puts what areas hand over into words: posts by their titles, persons by their names, dates as people write them."""

from collections.abc import Mapping
from datetime import date, datetime

from api.pages.viewer import Viewer
from api.pages.words import Fact, Tag
from kernel.errors import InWords
from kernel.render import day_text, in_words, instant
from people import directory, structure
from workflows.sayings import Joined, Mark, OfPerson, OfPost, Said, Value, Way

DOT = " · "


class Speech:
    """Speaks for one page; names that were looked up once are remembered."""

    def __init__(self, viewer: Viewer, posts: Mapping[str, str] = {}, people: Mapping[str, str] = {}) -> None:
        self._viewer = viewer
        self._posts, self._people = dict(posts), dict(people)

    def say(self, value: Value) -> str:
        """One value in words; None and what is joined of nothing say nothing."""
        match value:
            case None:
                return ""
            case Said(sentence, facts):
                return self.told(sentence, facts)
            case InWords():
                return in_words(self._viewer.lang, value)
            case OfPost(code):
                return self.post(code)
            case OfPerson(person):
                return self.person(person)
            case Joined(parts, by):
                return by.join(text for text in map(self.say, parts) if text)
            case tuple():
                return DOT.join(text for text in map(self.say, value) if text)
            case datetime():
                return instant(self._viewer.lang, value)
            case date():
                return day_text(self._viewer.lang, value)
        return str(value)

    def told(self, sentence: str, facts: Mapping[str, Value]) -> str:
        """A msgid with its facts."""
        return self._viewer.told(sentence, {name: self.say(fact) for name, fact in facts.items()})

    def fact(self, label: str, value: Value | Way) -> Fact:
        """A line of facts, with a door when the value is one."""
        said = self._viewer.say(label)
        if isinstance(value, Way):
            return Fact(said, "", url=value.url, door=self._viewer.say(value.label))
        return Fact(said, self.say(value))

    def facts(self, pairs: tuple[tuple[str, Value | Way], ...]) -> tuple[Fact, ...]:
        """Lines of facts; those that say nothing are left out."""
        return tuple(fact for fact in (self.fact(*pair) for pair in pairs) if fact.text or fact.url)

    def tags(self, marks: tuple[Mark, ...]) -> tuple[Tag, ...]:
        """Marks as tags."""
        return tuple(Tag(self._viewer.say(mark.text), mark.tone) for mark in marks)

    def post(self, code: str) -> str:
        """The title of a post."""
        if code not in self._posts:
            post = structure.find_post(self._viewer.session, code)
            self._posts[code] = post.title if post else code
        return self._posts[code]

    def person(self, person: str) -> str:
        """The name of a person; nothing for whoever is none."""
        if person not in self._people:
            self._people[person] = directory.names(self._viewer.session, [person]).get(person, "")
        return self._people[person]
