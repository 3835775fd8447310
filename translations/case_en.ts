<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>station::FingersPage</name>
    <message numerus="yes">
        <source>%n finger(s) still without print or reason.</source>
        <translation>
            <numerusform>%n finger still without print or reason.</numerusform>
            <numerusform>%n fingers still without print or reason.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::PersonPage</name>
    <message numerus="yes">
        <source>%1 · %n year(s) old</source>
        <translation>
            <numerusform>%1 · %n year old</numerusform>
            <numerusform>%1 · %n years old</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more field(s)</source>
        <translation>
            <numerusform>and %n more field</numerusform>
            <numerusform>and %n more fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::ReviewPage</name>
    <message numerus="yes">
        <source>%n finger(s) without print or reason</source>
        <translation>
            <numerusform>%n finger without print or reason</numerusform>
            <numerusform>%n fingers without print or reason</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) must be settled first.</source>
        <translation>
            <numerusform>%n point must be settled first.</numerusform>
            <numerusform>%n points must be settled first.</numerusform>
        </translation>
    </message>
</context>
</TS>
