"""The profile that LibreOffice runs with: no macros, no network, no questions, the same on every machine.

Each entry is (path, property, value). Measured with LibreOffice 7.4: `BlockUntrustedRefererLinks` is what keeps linked
pictures, `file://` ones included, from being fetched and embedded; `DisableActiveContent` does not. The proxy that
nobody answers on is a second lock on the same door.
"""

from html import escape
from pathlib import Path

from annexa.tools.files import write_whole

COMMON = "/org.openoffice.Office.Common"
SETTINGS: tuple[tuple[str, str, str], ...] = (
    (f"{COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{COMMON}/Security/Scripting", "WarnSaveOrSendDoc", "false"),
    (f"{COMMON}/Misc", "CollectUsageInformation", "false"),
    (f"{COMMON}/Misc", "CrashReport", "false"),
    (f"{COMMON}/Misc", "FirstRun", "false"),
    (f"{COMMON}/Misc", "ShowTipOfTheDay", "false"),
    (f"{COMMON}/Misc", "UseOpenCL", "false"),
    (f"{COMMON}/Save/Document", "LoadPrinter", "false"),
    (f"{COMMON}/Save/Document", "AutoSave", "false"),
    (f"{COMMON}/History", "PickListSize", "0"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Print/Page", "EmptyPages", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Recovery/RecoveryInfo", "Enabled", "false"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    (
        "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        "false",
    ),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def write_profile(folder: Path) -> None:
    """Makes a profile folder. A setting that an edition of LibreOffice does not know is ignored by it."""
    items = "\n".join(
        f'<item oor:path="{escape(path)}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value, quote=False)}</value></prop></item>"
        for path, name, value in SETTINGS
    )
    write_whole(
        folder / "user" / "registrymodifications.xcu",
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n",
    )
