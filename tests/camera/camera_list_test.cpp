#include "devices/camera/camera_list.h"

#include <catch2/catch.hpp>

using namespace station;

TEST_CASE("a camera that Qt lists twice is one camera", "[list]")
{
    CameraList list;
    list.update({{"0", "Webcam"}});
    list.update({{"0", "Webcam"}, {"1", "Webcam"}});
    CHECK(list.cameras() == std::vector<CameraInfo> {{"Webcam", "Webcam"}});
    CHECK(list.entryOf("") == "0");
    CHECK(list.entryOf("Webcam") == "0");
    CHECK_FALSE(list.entryOf("another"));
}

TEST_CASE("an entry that existed before the loss is never opened again", "[list]")
{
    for (const QByteArray left : {"0", "1"}) { // whichever of the two Qt takes away
        CameraList list;
        list.update({{"0", "Webcam"}, {"1", "Webcam"}});
        list.update({{left, "Webcam"}});
        CHECK(list.cameras().empty());
        CHECK_FALSE(list.entryOf(""));
        CHECK_FALSE(list.isThere(left));

        list.update({{left, "Webcam"}, {"2", "Webcam"}});
        CHECK(list.entryOf("") == "2");
        CHECK(list.cameras().size() == 1);
        list.update({{left, "Webcam"}});
        CHECK_FALSE(list.entryOf(""));
        CHECK_FALSE(list.isAmbiguous());
    }
}

TEST_CASE("a loss says nothing about cameras of another name", "[list]")
{
    CameraList list;
    list.update({{"0", "Webcam"}, {"1", "Webcam"}, {"2", "Document camera"}, {"3", "Document camera"}});
    list.update({{"1", "Webcam"}, {"2", "Document camera"}, {"3", "Document camera"}});
    CHECK(list.entryOf("") == "2");
    CHECK(list.isThere("2"));
    CHECK_FALSE(list.entryOf("Webcam"));
    CHECK(list.cameras() == std::vector<CameraInfo> {{"Document camera", "Document camera"}});
}

TEST_CASE("one of two cameras of the same name gone asks for a new process", "[list]")
{
    CameraList list;
    list.update({{"0", "Webcam"}, {"1", "Webcam"}, {"2", "Webcam"}, {"3", "Webcam"}});
    CHECK_FALSE(list.isAmbiguous());
    list.update({{"0", "Webcam"}, {"1", "Webcam"}, {"3", "Webcam"}});
    CHECK(list.isAmbiguous());
}
