"""The window of a desk whose results are locked, and of one that has no key for them yet."""

from __future__ import annotations

from kiosk.desk.flow import DeskFlow
from kiosk.desk.lock_flow import LockFlow
from kiosk.desk.screens import Locked, NewKey, Scan
from kiosk.devices.worker import InlineWorker
from kiosk.ui.driver import Driver
from tests import desks
from tests.desk_parts import FakeLock
from tests.desks import FakeDesk
from tests.ui.desk.sitting import Sitting

PASSPHRASE = "correct horse"


class Desk(Sitting):
    """A desk with one result."""

    def __init__(self, driver: Driver, lock: FakeLock) -> None:
        flow = DeskFlow(FakeDesk(before=(desks.three(),)), InlineWorker(), "en")
        flow.lock = LockFlow(flow, lock)
        flow.lock.prepare()
        super().__init__(driver, flow)

    def enter(self) -> None:
        self.driver.hardware_key("enter")


def test_a_locked_desk_asks_for_its_passphrase(driver: Driver) -> None:
    desk = Desk(driver, FakeLock(PASSPHRASE))
    assert desk.says("The results are locked")
    assert not driver.has("tab.scan")
    desk.enter()
    assert desk.flow.screen == Locked()
    desk.type("wrong")
    desk.enter()
    assert desk.says("That is not the passphrase")
    desk.type(PASSPHRASE)
    assert not desk.says("correct")
    assert desk.focused() == "unlock.passphrase"
    driver.tap("unlock.go")
    assert desk.flow.screen == Scan()


def test_a_passphrase_is_never_read_aloud_and_takes_no_shortcut(driver: Driver) -> None:
    desk = Desk(driver, FakeLock(PASSPHRASE))
    desk.type("secret")
    box = driver.find("unlock.passphrase")
    assert "secret" not in box.speech
    assert box.field.text == "secret"
    desk.press(ord("o"), "ctrl")
    desk.press(27)
    assert desk.flow.screen == Locked()


def test_a_desk_without_a_key_lets_a_passphrase_be_chosen_by_keyboard_alone(
    driver: Driver,
) -> None:
    lock = FakeLock(None)
    desk = Desk(driver, lock)
    assert desk.says("Choose a passphrase") and desk.says("Nobody can replace it.")
    assert desk.says("At least 12 characters")
    assert not driver.has("tab.scan") and not driver.has("key.keyring")
    assert desk.focused() == "key.new"
    desk.type(PASSPHRASE)
    desk.enter()
    assert desk.focused() == "key.again"
    desk.type("correct house")
    desk.enter()
    assert desk.says("The two passphrases are not the same; type both again.")
    assert desk.focused() == "key.new" and driver.find("key.new").field.text == ""
    desk.enter()
    desk.enter()
    assert isinstance(desk.flow.screen, NewKey), "nothing was typed"
    desk.press(27)
    desk.window.focus(driver.find("key.new"))
    for _ in range(2):
        desk.type("kort")
        desk.enter()
    assert desk.says("at least 12 characters")
    for _ in range(2):
        desk.type(PASSPHRASE)
        assert "correct" not in driver.find("key.new").speech and not desk.says("correct")
        desk.enter()
    assert lock.passphrase == PASSPHRASE
    assert driver.has("tab.scan")
    assert len(desk.flow.latest) == 1


def test_what_was_typed_stays_when_the_language_changes(driver: Driver) -> None:
    desk = Desk(driver, FakeLock(None))
    desk.type(PASSPHRASE)
    desk.flow.choose_language("da")
    driver.frames(2)
    assert desk.window.t.language.code == "da"
    assert driver.find("key.new").field.text == PASSPHRASE


def test_the_computer_keeps_the_key_where_its_keyring_encrypts(driver: Driver) -> None:
    lock = FakeLock(None, keyring=True)
    desk = Desk(driver, lock)
    driver.tap("key.keyring")
    assert lock.passphrase == "" and lock.open
    assert desk.flow.screen == Scan()
