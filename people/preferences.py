"""What a person prefers."""

from sqlalchemy import update

from kernel import history
from kernel.act import Act
from people.models import PersonRow


def choose_language(act: Act, language: str) -> None:
    """Remember the language the actor reads."""
    act.session.execute(update(PersonRow).where(PersonRow.id == act.actor.id).values(language=language))
    history.append(act, f"person:{act.actor.id}", "person.language_chosen", {"language": language})
