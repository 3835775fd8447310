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
</TS>
