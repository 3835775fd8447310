<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>SlipWords</name>
    <message>
        <source>Name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Ngày sinh</translation>
    </message>
    <message>
        <source>Personal number</source>
        <translation>Số định danh cá nhân</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Tiếp nhận lúc</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Cán bộ thu nhận</translation>
    </message>
    <message>
        <source>Appointment slip</source>
        <translation>Giấy hẹn trả kết quả</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Số hồ sơ</translation>
    </message>
    <message>
        <source>Come for the result from</source>
        <translation>Nhận kết quả từ ngày</translation>
    </message>
    <message>
        <source>Expected date: 7 working days. Bring this slip. It proves that your record was received.</source>
        <translation>Ngày dự kiến: 7 ngày làm việc. Khi đến mang theo giấy này. Giấy này chứng tỏ hồ sơ của ông/bà đã được tiếp nhận.</translation>
    </message>
</context>
<context>
    <name>station::CasePage</name>
    <message>
        <source>%1 What was accepted before is safe.</source>
        <translation>%1 Những gì đã ghi nhận trước đó vẫn an toàn.</translation>
    </message>
    <message>
        <source>To the start page (Esc)</source>
        <translation>Về trang đầu (Esc)</translation>
    </message>
    <message>
        <source>Save and leave (Esc)</source>
        <translation>Lưu và thoát (Esc)</translation>
    </message>
    <message>
        <source>Leave (Esc)</source>
        <translation>Thoát (Esc)</translation>
    </message>
    <message>
        <source>Back (Alt+←)</source>
        <translation>Quay lại (Alt+←)</translation>
    </message>
    <message>
        <source>%1 (Enter)</source>
        <translation>%1 (Enter)</translation>
    </message>
    <message>
        <source>%1 (Ctrl+Enter)</source>
        <translation>%1 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Saving …</source>
        <translation>Đang lưu …</translation>
    </message>
    <message>
        <source>Bedside mode (F9)</source>
        <translation>Tại giường (F9)</translation>
    </message>
</context>
<context>
    <name>station::CheckList</name>
    <message>
        <source>not yet</source>
        <translation>chưa đo</translation>
    </message>
    <message>
        <source>good</source>
        <translation>đạt</translation>
    </message>
    <message>
        <source>not yet good</source>
        <translation>chưa đạt</translation>
    </message>
</context>
<context>
    <name>station::CitizenSheet</name>
    <message>
        <source>On the card: %1</source>
        <translation>Trên thẻ: %1</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Nam</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Nữ</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>chưa có</translation>
    </message>
</context>
<context>
    <name>station::DonePage</name>
    <message>
        <source>✓ Sealed and queued</source>
        <translation>✓ Đã niêm phong và đưa vào hàng chờ</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Số hồ sơ</translation>
    </message>
    <message>
        <source>Come for the result from</source>
        <translation>Nhận kết quả từ ngày</translation>
    </message>
    <message>
        <source>The enrollment is safe on this station and is sent by itself when there is a connection.</source>
        <translation>Hồ sơ đã nằm an toàn trên máy này và sẽ tự gửi đi khi có mạng.</translation>
    </message>
    <message>
        <source>Print the slip (Ctrl+P)</source>
        <translation>In giấy hẹn (Ctrl+P)</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Lưu thành PDF</translation>
    </message>
    <message>
        <source>The slip as it will be printed</source>
        <translation>Giấy hẹn như khi in ra</translation>
    </message>
    <message>
        <source>Next person</source>
        <translation>Người tiếp theo</translation>
    </message>
    <message>
        <source>Give the citizen the slip. Its code holds the case number only.</source>
        <translation>Trao giấy hẹn cho công dân. Mã trên giấy chỉ chứa số hồ sơ.</translation>
    </message>
    <message>
        <source>print</source>
        <translation>in</translation>
    </message>
    <message>
        <source>next person</source>
        <translation>người tiếp theo</translation>
    </message>
    <message>
        <source>to the start page</source>
        <translation>về trang đầu</translation>
    </message>
    <message>
        <source>Printing …</source>
        <translation>Đang in …</translation>
    </message>
    <message>
        <source>Sent to the printer.</source>
        <translation>Đã gửi đến máy in.</translation>
    </message>
    <message>
        <source>The printer took nothing. Check that it is on and has paper, or save the slip as PDF.</source>
        <translation>Máy in không nhận. Kiểm tra máy in đã bật và còn giấy chưa, hoặc lưu giấy hẹn thành PDF.</translation>
    </message>
    <message>
        <source>The PDF is saved.</source>
        <translation>Đã lưu tệp PDF.</translation>
    </message>
    <message>
        <source>The PDF could not be written. Choose a folder you may write to, or free some space.</source>
        <translation>Không ghi được tệp PDF. Chọn thư mục khác được phép ghi, hoặc giải phóng bớt dung lượng.</translation>
    </message>
</context>
<context>
    <name>station::FingersPage</name>
    <message>
        <source>Every finger has a print or a reason</source>
        <translation>Ngón nào cũng đã có vân tay hoặc lý do</translation>
    </message>
    <message>
        <source>%1: keep still …</source>
        <translation>%1: giữ yên …</translation>
    </message>
    <message>
        <source>%1: looking at the print …</source>
        <translation>%1: đang xem vân tay …</translation>
    </message>
    <message>
        <source>%1: saving …</source>
        <translation>%1: đang lưu …</translation>
    </message>
    <message>
        <source>%1: not saved yet</source>
        <translation>%1: chưa lưu được</translation>
    </message>
    <message>
        <source>%1: can't be taken</source>
        <translation>%1: không lấy được</translation>
    </message>
    <message>
        <source>%1: good print</source>
        <translation>%1: vân tay đạt</translation>
    </message>
    <message>
        <source>%1: the best print is kept and marked as weak. Press its key to try again, or X for the reason.</source>
        <translation>%1: đã giữ vân tay tốt nhất và đánh dấu là yếu. Bấm phím của ngón để lấy lại, hoặc X để ghi lý do.</translation>
    </message>
    <message>
        <source>Lift the finger after each print. Any other finger: its key.</source>
        <translation>Nhấc ngón tay sau mỗi lần lấy. Muốn lấy ngón khác: bấm phím của ngón đó.</translation>
    </message>
    <message>
        <source>The reader stopped working and is tried again. If this goes on, unplug it and plug it in again.</source>
        <translation>Đầu đọc ngừng hoạt động và đang được thử lại. Nếu vẫn vậy, rút ra rồi cắm lại.</translation>
    </message>
    <message>
        <source>The citizen's hands</source>
        <translation>Hai bàn tay của công dân</translation>
    </message>
    <message>
        <source>%1 of %2 fingers done</source>
        <translation>Đã xong %1 trên %2 ngón</translation>
    </message>
    <message>
        <source>✓ good   ! weak   – reason given   The citizen's hands as you see them</source>
        <translation>✓ đạt   ! yếu   – đã ghi lý do   Bàn tay công dân như cán bộ nhìn thấy</translation>
    </message>
    <message>
        <source>The last print</source>
        <translation>Vân tay vừa lấy</translation>
    </message>
    <message>
        <source>Attempt %1 of %2</source>
        <translation>Lần %1 trên %2</translation>
    </message>
    <message>
        <source> · best so far %1, kept</source>
        <translation> · tốt nhất đến nay %1, đã giữ</translation>
    </message>
    <message>
        <source>Can't be taken (X)</source>
        <translation>Không lấy được (X)</translation>
    </message>
    <message>
        <source>Save again</source>
        <translation>Lưu lại</translation>
    </message>
    <message>
        <source>Continue to review</source>
        <translation>Tiếp tục: kiểm tra</translation>
    </message>
    <message numerus="yes">
        <source>%n finger(s) still without print or reason.</source>
        <translation>
            <numerusform>Còn %n ngón chưa có vân tay hoặc lý do.</numerusform>
        </translation>
    </message>
    <message>
        <source>Every finger ends as a print or as a reason. A bandaged finger is seen again later.</source>
        <translation>Mỗi ngón phải có vân tay hoặc lý do. Ngón đang băng bó thì hẹn lấy lại sau.</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>lý do</translation>
    </message>
    <message>
        <source>save reason</source>
        <translation>lưu lý do</translation>
    </message>
    <message>
        <source>back to the reader</source>
        <translation>trở lại đầu đọc</translation>
    </message>
    <message>
        <source>The reader waits for the finger that pulses and goes on by itself.</source>
        <translation>Đầu đọc chờ ngón đang nhấp nháy và tự chuyển sang ngón sau.</translation>
    </message>
    <message>
        <source>right hand, thumb first</source>
        <translation>tay phải, từ ngón cái</translation>
    </message>
    <message>
        <source>left hand, thumb first</source>
        <translation>tay trái, từ ngón cái</translation>
    </message>
    <message>
        <source>can't be taken</source>
        <translation>không lấy được</translation>
    </message>
    <message>
        <source>review</source>
        <translation>kiểm tra</translation>
    </message>
    <message>
        <source>save and leave</source>
        <translation>lưu và thoát</translation>
    </message>
    <message>
        <source>Take it later (Space)</source>
        <translation>Lấy sau (phím cách)</translation>
    </message>
</context>
<context>
    <name>station::FormField</name>
    <message>
        <source>%1 (if any)</source>
        <translation>%1 (nếu có)</translation>
    </message>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ngày/tháng/năm</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>Nam</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>Nữ</translation>
    </message>
    <message>
        <source>Kept as declared. %1</source>
        <translation>Giữ như khai. %1</translation>
    </message>
    <message>
        <source>Keep as declared</source>
        <translation>Giữ như khai</translation>
    </message>
    <message>
        <source>On the card: %1</source>
        <translation>Trên thẻ: %1</translation>
    </message>
    <message>
        <source>Take the card's</source>
        <translation>Lấy theo thẻ</translation>
    </message>
    <message>
        <source>Correction cases are not in this release: the office that corrects numbers opens them.</source>
        <translation>Bản này chưa có hồ sơ đính chính: nơi có thẩm quyền sửa số sẽ lập.</translation>
    </message>
</context>
<context>
    <name>station::HandsView</name>
    <message>
        <source>Right hand</source>
        <translation>Tay phải</translation>
    </message>
    <message>
        <source>Left hand</source>
        <translation>Tay trái</translation>
    </message>
</context>
<context>
    <name>station::HelpColumn</name>
    <message>
        <source>Keys</source>
        <translation>Phím tắt</translation>
    </message>
</context>
<context>
    <name>station::PersonPage</name>
    <message>
        <source>Correct the birth date</source>
        <translation>Sửa ngày sinh</translation>
    </message>
    <message>
        <source>Destroy portrait and fingers</source>
        <translation>Xóa hẳn ảnh và vân tay</translation>
    </message>
    <message>
        <source>By this birth date it is: %1. No portrait and no fingers may be kept then. Check the date first: what is destroyed can't be brought back.</source>
        <translation>Theo ngày sinh này thì đây là: %1. Khi đó không được giữ ảnh chân dung và vân tay. Hãy kiểm tra lại ngày sinh trước: đã xóa thì không lấy lại được.</translation>
    </message>
    <message>
        <source>What does the citizen want?</source>
        <translation>Công dân muốn làm gì?</translation>
    </message>
    <message>
        <source>The card has been read. Choose what the citizen wants, and its data fill the form.</source>
        <translation>Đã đọc thẻ. Chọn việc công dân muốn làm, dữ liệu trên thẻ sẽ được điền vào phiếu.</translation>
    </message>
    <message>
        <source>If there is an old card, scan its QR code now or at any later moment.</source>
        <translation>Nếu có thẻ cũ, quét mã QR của thẻ ngay bây giờ hoặc bất cứ lúc nào sau đó.</translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n year(s) old</source>
        <translation>
            <numerusform>%1 · %n tuổi</numerusform>
        </translation>
    </message>
    <message>
        <source>Scan the old card's QR code at any moment, or type.</source>
        <translation>Quét mã QR của thẻ cũ bất cứ lúc nào, hoặc gõ vào.</translation>
    </message>
    <message>
        <source>Card read. Compare with what the citizen says.</source>
        <translation>Đã đọc thẻ. Đối chiếu với lời khai của công dân.</translation>
    </message>
    <message>
        <source>That code is not one of an identity card. Scan the code on the card, or type.</source>
        <translation>Mã này không phải của thẻ căn cước. Quét mã trên thẻ, hoặc gõ vào.</translation>
    </message>
    <message>
        <source>Not complete yet:</source>
        <translation>Chưa đủ:</translation>
    </message>
    <message numerus="yes">
        <source>and %n more field(s)</source>
        <translation>
            <numerusform>và %n mục nữa</numerusform>
        </translation>
    </message>
    <message>
        <source>Residence</source>
        <translation>Nơi cư trú</translation>
    </message>
    <message>
        <source>Contact</source>
        <translation>Liên hệ</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>Người đại diện hợp pháp</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Thẻ</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Nhân thân</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <source>First choose what the citizen wants.</source>
        <translation>Trước hết chọn việc công dân muốn làm.</translation>
    </message>
    <message>
        <source>Save and continue</source>
        <translation>Lưu và tiếp tục</translation>
    </message>
    <message>
        <source>Ask in the citizen's own words. The age group follows from the birth date.</source>
        <translation>Hỏi bằng lời của công dân. Nhóm tuổi theo ngày sinh.</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>chọn</translation>
    </message>
    <message>
        <source>Each field is saved as you leave it. What the law lets a citizen keep is amber; what can't be right is red.</source>
        <translation>Mỗi mục được lưu khi rời khỏi nó. Màu vàng: pháp luật cho phép giữ; màu đỏ: không thể đúng.</translation>
    </message>
    <message>
        <source>next field</source>
        <translation>mục sau</translation>
    </message>
    <message>
        <source>field before</source>
        <translation>mục trước</translation>
    </message>
    <message>
        <source>save and continue</source>
        <translation>lưu và tiếp tục</translation>
    </message>
    <message>
        <source>save and leave</source>
        <translation>lưu và thoát</translation>
    </message>
</context>
<context>
    <name>station::PortraitPage</name>
    <message>
        <source>No picture could be taken. Wait until the camera's picture is seen, then take it again.</source>
        <translation>Chưa chụp được. Chờ đến khi thấy hình từ máy ảnh rồi chụp lại.</translation>
    </message>
    <message>
        <source>Taking the picture …</source>
        <translation>Đang chụp …</translation>
    </message>
    <message>
        <source>This portrait is saved</source>
        <translation>Ảnh chân dung này đã được lưu</translation>
    </message>
    <message>
        <source>Use this portrait?</source>
        <translation>Dùng ảnh này?</translation>
    </message>
    <message>
        <source>Not every check has passed. Take it again, or say why not</source>
        <translation>Ảnh chưa đạt hết. Chụp lại, hoặc ghi lý do</translation>
    </message>
    <message>
        <source>Take the picture by hand: Space</source>
        <translation>Chụp bằng tay: phím cách</translation>
    </message>
    <message>
        <source>The camera's picture</source>
        <translation>Hình từ máy ảnh</translation>
    </message>
    <message>
        <source>When every check is good for a moment, the picture is taken by itself.</source>
        <translation>Khi mọi mục cùng đạt trong chốc lát, máy tự chụp.</translation>
    </message>
    <message>
        <source>No face detector is installed: nothing is checked, the officer judges. Ask for the package opencv-data.</source>
        <translation>Chưa cài bộ dò khuôn mặt: máy không kiểm tra, cán bộ tự đánh giá. Đề nghị cài gói opencv-data.</translation>
    </message>
    <message>
        <source>Take by hand (Space)</source>
        <translation>Chụp bằng tay (phím cách)</translation>
    </message>
    <message>
        <source>As captured</source>
        <translation>Ảnh chụp</translation>
    </message>
    <message>
        <source>As printed on the card</source>
        <translation>Như in trên thẻ</translation>
    </message>
    <message>
        <source>Take again (R)</source>
        <translation>Chụp lại (R)</translation>
    </message>
    <message>
        <source>To use it all the same, say why. The supervisor will see it.</source>
        <translation>Nếu vẫn dùng, hãy ghi lý do. Chỉ huy sẽ xem.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Chọn lý do</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Tiếp tục</translation>
    </message>
    <message>
        <source>Use this portrait</source>
        <translation>Dùng ảnh này</translation>
    </message>
    <message>
        <source>Use with this reason</source>
        <translation>Dùng với lý do này</translation>
    </message>
    <message>
        <source>Say in the note what the reason is.</source>
        <translation>Ghi rõ lý do vào ô ghi chú.</translation>
    </message>
    <message>
        <source>Choose a reason, or take it again.</source>
        <translation>Chọn lý do, hoặc chụp lại.</translation>
    </message>
    <message>
        <source>There is no portrait yet.</source>
        <translation>Chưa có ảnh chân dung.</translation>
    </message>
    <message>
        <source>Bare head, both ears seen, no glasses, white background. The picture is taken by itself when all is good.</source>
        <translation>Đầu trần, thấy rõ hai tai, không đeo kính, nền trắng. Máy tự chụp khi mọi mục đạt.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Phím cách</translation>
    </message>
    <message>
        <source>take by hand</source>
        <translation>chụp bằng tay</translation>
    </message>
    <message>
        <source>fingers first</source>
        <translation>lấy vân tay trước</translation>
    </message>
    <message>
        <source>save and leave</source>
        <translation>lưu và thoát</translation>
    </message>
    <message>
        <source>Look at the eyes, the ears and the background before you go on.</source>
        <translation>Xem kỹ mắt, tai và nền ảnh trước khi tiếp tục.</translation>
    </message>
    <message>
        <source>use</source>
        <translation>dùng</translation>
    </message>
    <message>
        <source>take again</source>
        <translation>chụp lại</translation>
    </message>
    <message>
        <source>Turn the picture (T)</source>
        <translation>Xoay hình (T)</translation>
    </message>
    <message>
        <source>Lying down: a white sheet behind the head, the camera straight above the face. Head turned to one side: turn the camera with it.</source>
        <translation>Người nằm: trải vải trắng sau đầu, giữ máy ảnh thẳng phía trên mặt. Đầu nghiêng: nghiêng máy ảnh theo.</translation>
    </message>
</context>
<context>
    <name>station::QualityBar</name>
    <message>
        <source>Quality: none yet, needed %1</source>
        <translation>Chất lượng: chưa có, cần %1</translation>
    </message>
    <message>
        <source>Quality %1, needed %2</source>
        <translation>Chất lượng %1, cần %2</translation>
    </message>
    <message>
        <source>needed %1</source>
        <translation>cần %1</translation>
    </message>
</context>
<context>
    <name>station::ReasonForm</name>
    <message>
        <source>Why can't it be taken?</source>
        <translation>Vì sao không lấy được?</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Temporary</source>
        <translation>Tạm thời</translation>
    </message>
    <message>
        <source>see again on</source>
        <translation>hẹn ngày</translation>
    </message>
    <message>
        <source>See again on</source>
        <translation>Hẹn lấy lại ngày</translation>
    </message>
    <message>
        <source>Save reason</source>
        <translation>Lưu lý do</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Trở lại (Esc)</translation>
    </message>
    <message>
        <source>Choose a reason: keys 1 to 7.</source>
        <translation>Chọn lý do: phím 1 đến 7.</translation>
    </message>
    <message>
        <source>Say in the note what the reason is.</source>
        <translation>Ghi rõ lý do vào ô ghi chú.</translation>
    </message>
</context>
<context>
    <name>station::ReviewPage</name>
    <message>
        <source>Please check: is everything right?</source>
        <translation>Mời ông/bà kiểm tra: mọi mục đã đúng chưa?</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Ảnh chân dung</translation>
    </message>
    <message>
        <source>The citizen's hands</source>
        <translation>Hai bàn tay của công dân</translation>
    </message>
    <message>
        <source>✓ Nothing is open</source>
        <translation>✓ Không còn vướng mắc</translation>
    </message>
    <message>
        <source>To look at</source>
        <translation>Cần xem lại</translation>
    </message>
    <message>
        <source>Portrait: not taken yet</source>
        <translation>Ảnh chân dung: chưa chụp</translation>
    </message>
    <message numerus="yes">
        <source>%n finger(s) without print or reason</source>
        <translation>
            <numerusform>%n ngón chưa có vân tay hoặc lý do</numerusform>
        </translation>
    </message>
    <message>
        <source>Portrait: used with a reason</source>
        <translation>Ảnh chân dung: dùng kèm lý do</translation>
    </message>
    <message>
        <source>%1: weak print (%2)</source>
        <translation>%1: vân tay yếu (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: kept as declared</source>
        <translation>%1: giữ như khai</translation>
    </message>
    <message>
        <source>A representative confirms instead</source>
        <translation>Người đại diện xác nhận thay</translation>
    </message>
    <message>
        <source>Full name of the representative</source>
        <translation>Họ và tên người đại diện</translation>
    </message>
    <message>
        <source>The representative has checked this</source>
        <translation>Người đại diện đã kiểm tra và xác nhận</translation>
    </message>
    <message>
        <source>The citizen has checked this</source>
        <translation>Công dân đã kiểm tra và xác nhận</translation>
    </message>
    <message>
        <source>Officer: %1</source>
        <translation>Cán bộ: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) must be settled first.</source>
        <translation>
            <numerusform>Còn %n điểm phải giải quyết trước.</numerusform>
        </translation>
    </message>
    <message>
        <source>The representative must check and confirm first.</source>
        <translation>Người đại diện cần kiểm tra và xác nhận trước.</translation>
    </message>
    <message>
        <source>The citizen must check and confirm first.</source>
        <translation>Công dân cần kiểm tra và xác nhận trước.</translation>
    </message>
    <message>
        <source>Sealing …</source>
        <translation>Đang niêm phong …</translation>
    </message>
    <message>
        <source>Seal and queue</source>
        <translation>Niêm phong và đưa vào hàng chờ</translation>
    </message>
    <message>
        <source>Turn the screen to the citizen. After sealing, this station can't read the case any more.</source>
        <translation>Xoay màn hình cho công dân xem. Sau khi niêm phong, máy này không đọc lại được hồ sơ.</translation>
    </message>
    <message>
        <source>large view for the citizen</source>
        <translation>bản chữ lớn cho công dân</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Phím cách</translation>
    </message>
    <message>
        <source>tick the confirmation</source>
        <translation>đánh dấu xác nhận</translation>
    </message>
    <message>
        <source>seal and queue</source>
        <translation>niêm phong</translation>
    </message>
    <message>
        <source>save and leave</source>
        <translation>lưu và thoát</translation>
    </message>
    <message>
        <source>For the citizen</source>
        <translation>Dành cho công dân</translation>
    </message>
    <message>
        <source>A second officer must sign first, or say that none is here.</source>
        <translation>Cán bộ thứ hai phải ký trước, hoặc báo không có ai.</translation>
    </message>
</context>
<context>
    <name>station::StepsColumn</name>
    <message>
        <source>to do</source>
        <translation>chưa làm</translation>
    </message>
    <message>
        <source>done</source>
        <translation>đã xong</translation>
    </message>
    <message>
        <source>needs a look</source>
        <translation>cần xem lại</translation>
    </message>
    <message>
        <source>Case %1</source>
        <translation>Hồ sơ %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 (Alt+%2)</source>
        <translation>%1 (Alt+%2)</translation>
    </message>
</context>
<context>
    <name>station::SignOffCard</name>
    <message>
        <source>portrait</source>
        <translation>ảnh chân dung</translation>
    </message>
    <message>
        <source>Waived: %1. A supervisor must sign.</source>
        <translation>Đã cho qua: %1. Chỉ huy phải ký.</translation>
    </message>
    <message>
        <source>Waived: %1.</source>
        <translation>Đã cho qua: %1.</translation>
    </message>
    <message>
        <source>A second officer signs off</source>
        <translation>Cán bộ thứ hai ký</translation>
    </message>
    <message>
        <source>No second officer: to be approved later</source>
        <translation>Không có cán bộ thứ hai: sẽ duyệt sau</translation>
    </message>
    <message>
        <source>✓ Signed off by %1</source>
        <translation>✓ %1 đã ký</translation>
    </message>
    <message>
        <source>The case can be sealed. It is sent when a supervisor has approved it in the queue.</source>
        <translation>Có thể niêm phong hồ sơ. Hồ sơ được gửi sau khi chỉ huy duyệt ở hàng chờ.</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>Cán bộ thứ hai</translation>
    </message>
    <message>
        <source>Own passphrase</source>
        <translation>Mật khẩu riêng</translation>
    </message>
    <message>
        <source>The second officer's passphrase</source>
        <translation>Mật khẩu của cán bộ thứ hai</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>Ký</translation>
    </message>
    <message>
        <source>No second officer is here</source>
        <translation>Không có cán bộ thứ hai</translation>
    </message>
    <message>
        <source>Then the packet waits on this computer until a supervisor approves it. Go on?</source>
        <translation>Khi đó gói sẽ chờ trên máy này cho đến khi chỉ huy duyệt. Tiếp tục?</translation>
    </message>
    <message>
        <source>Yes, approve later</source>
        <translation>Có, duyệt sau</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Không</translation>
    </message>
    <message>
        <source>This officer can't sign here: whoever waived or is at work can't, and some reasons need a supervisor.</source>
        <translation>Cán bộ này không ký được ở đây: người đã cho qua hoặc đang làm hồ sơ không được ký, và một số lý do cần chỉ huy ký.</translation>
    </message>
</context>
</TS>
