"""What whoever runs the service may choose."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import Settings
from ontology.errors import ConfigurationError


def test_settings_come_from_the_environment_in_its_units() -> None:
    """Megabytes and seconds in the environment are bytes and seconds in the settings."""
    settings = Settings.from_env({"COMITY_MEMORY_MB": "64", "COMITY_TIMEOUT": "2.5", "COMITY_STORE": "/data/store"})
    assert (settings.memory, settings.timeout, settings.store) == (64_000_000, 2.5, Path("/data/store"))


def test_an_override_wins_over_the_environment_and_none_does_not() -> None:
    """A command line passes None for what was not given."""
    settings = Settings.from_env({"COMITY_PORT": "9000", "COMITY_HOST": "0.0.0.0"}, port=9001, host=None)  # noqa: S104
    assert (settings.port, settings.host) == (9001, "0.0.0.0")  # noqa: S104


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("COMITY_PORT", "http"),
        ("COMITY_PORT", "70000"),
        ("COMITY_TIMEOUT", "0"),
        ("COMITY_TIMEOUT", "nan"),
        ("COMITY_WORKERS", "0"),
        ("COMITY_WRITABLE", "perhaps"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(variable: str, text: str) -> None:
    """The message says which variable, and what it held."""
    with pytest.raises(ConfigurationError, match=f"{variable}.*{text}"):
        Settings.from_env({variable: text})


def test_writes_need_a_token() -> None:
    """A writable service without a secret would be open to everybody."""
    with pytest.raises(ConfigurationError, match="COMITY_TOKEN"):
        Settings.from_env({"COMITY_WRITABLE": "1"})


def test_an_unknown_override_is_refused() -> None:
    """A mistyped option is not passed over."""
    with pytest.raises(ConfigurationError, match="prot"):
        Settings.from_env({}, prot=1)
