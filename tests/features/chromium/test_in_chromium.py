"""The scenarios that are shown in Chromium, through the logins of everybody who takes part."""

import pytest
from pytest_bdd import scenarios

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

scenarios("signaal.feature")
