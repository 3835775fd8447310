<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Say</name>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n min</numerusform>
            <numerusform>%n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n h</numerusform>
            <numerusform>%n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not compared with the registry for %n day(s)</source>
        <translation>
            <numerusform>not compared with the registry for %n day</numerusform>
            <numerusform>not compared with the registry for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>ended %n day(s) ago</source>
        <translation>
            <numerusform>ended %n day ago</numerusform>
            <numerusform>ended %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>good for %n more day(s)</source>
        <translation>
            <numerusform>good for %n more day</numerusform>
            <numerusform>good for %n more days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>enough for %n day(s)</source>
        <translation>
            <numerusform>enough for %n day</numerusform>
            <numerusform>enough for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n officer(s)</source>
        <translation>
            <numerusform>%n officer</numerusform>
            <numerusform>%n officers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the oldest for %n day(s)</source>
        <translation>
            <numerusform>the oldest for %n day</numerusform>
            <numerusform>the oldest for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>last heard %n day(s) ago</source>
        <translation>
            <numerusform>last heard %n day ago</numerusform>
            <numerusform>last heard %n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>%n missing</numerusform>
            <numerusform>%n missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unexplained</source>
        <translation>
            <numerusform>%n unexplained</numerusform>
            <numerusform>%n unexplained</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) old</source>
        <translation>
            <numerusform>%n day old</numerusform>
            <numerusform>%n days old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Station check: %n thing(s) to put right</source>
        <translation>
            <numerusform>Station check: %n thing to put right</numerusform>
            <numerusform>Station check: %n things to put right</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Station check: %n thing(s) to watch</source>
        <translation>
            <numerusform>Station check: %n thing to watch</numerusform>
            <numerusform>Station check: %n things to watch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) handed over by USB: no receipt yet.</source>
        <translation>
            <numerusform>%n packet handed over by USB: no receipt yet.</numerusform>
            <numerusform>%n packets handed over by USB: no receipt yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) need a decision: look at the queue.</source>
        <translation>
            <numerusform>%n packet needs a decision: look at the queue.</numerusform>
            <numerusform>%n packets need a decision: look at the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The passphrase is not right. The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>The passphrase is not right. The next try is possible in %n second.</numerusform>
            <numerusform>The passphrase is not right. The next try is possible in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::SetupPage</name>
    <message numerus="yes">
        <source>The passphrase is too short. Use at least %n character(s).</source>
        <translation>
            <numerusform>The passphrase is too short. Use at least %n character.</numerusform>
            <numerusform>The passphrase is too short. Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::SignInPage</name>
    <message numerus="yes">
        <source>Too many wrong passphrases. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many wrong passphrases. Try again in %n second.</numerusform>
            <numerusform>Too many wrong passphrases. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) waiting to be sent, %1</source>
        <translation>
            <numerusform>%n packet waiting to be sent, %1</numerusform>
            <numerusform>%n packets waiting to be sent, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The station's certificate ends in %n day(s). Ask for a new one: without it nothing is sent.</source>
        <translation>
            <numerusform>The station's certificate ends in %n day. Ask for a new one: without it nothing is sent.</numerusform>
            <numerusform>The station's certificate ends in %n days. Ask for a new one: without it nothing is sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::TopBar</name>
    <message numerus="yes">
        <source>%n waiting, %1</source>
        <translation>
            <numerusform>%n waiting, %1</numerusform>
            <numerusform>%n waiting, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::ForgottenPage</name>
    <message numerus="yes">
        <source>Too many wrong codes. Try again in %n second(s).</source>
        <translation>
            <numerusform>Too many wrong codes. Try again in %n second.</numerusform>
            <numerusform>Too many wrong codes. Try again in %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The new passphrase is too short. Use at least %n character(s).</source>
        <translation>
            <numerusform>The new passphrase is too short. Use at least %n character.</numerusform>
            <numerusform>The new passphrase is too short. Use at least %n characters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::HomePage</name>
    <message numerus="yes">
        <source>%n handed over by USB</source>
        <translation>
            <numerusform>%n handed over by USB</numerusform>
            <numerusform>%n handed over by USB</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::RosterPage</name>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
</TS>
