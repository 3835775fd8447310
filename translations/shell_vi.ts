<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="vi" sourcelanguage="en">
<context>
    <name>Say</name>
    <message>
        <source>right thumb</source>
        <translation>ngón cái phải</translation>
    </message>
    <message>
        <source>right index finger</source>
        <translation>ngón trỏ phải</translation>
    </message>
    <message>
        <source>right middle finger</source>
        <translation>ngón giữa phải</translation>
    </message>
    <message>
        <source>right ring finger</source>
        <translation>ngón áp út phải</translation>
    </message>
    <message>
        <source>right little finger</source>
        <translation>ngón út phải</translation>
    </message>
    <message>
        <source>left thumb</source>
        <translation>ngón cái trái</translation>
    </message>
    <message>
        <source>left index finger</source>
        <translation>ngón trỏ trái</translation>
    </message>
    <message>
        <source>left middle finger</source>
        <translation>ngón giữa trái</translation>
    </message>
    <message>
        <source>left ring finger</source>
        <translation>ngón áp út trái</translation>
    </message>
    <message>
        <source>left little finger</source>
        <translation>ngón út trái</translation>
    </message>
    <message>
        <source>Place the %1 flat on the reader.</source>
        <translation>Đặt phẳng %1 lên đầu đọc.</translation>
    </message>
    <message>
        <source>Amputated</source>
        <translation>Bị cụt</translation>
    </message>
    <message>
        <source>Bandaged or injured</source>
        <translation>Đang băng bó hoặc bị thương</translation>
    </message>
    <message>
        <source>Ridges worn away</source>
        <translation>Mòn vân</translation>
    </message>
    <message>
        <source>Bent, can&apos;t be laid flat</source>
        <translation>Co quắp, không đặt phẳng được</translation>
    </message>
    <message>
        <source>Paralysed</source>
        <translation>Bị liệt</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Từ chối</translation>
    </message>
    <message>
        <source>Other reason</source>
        <translation>Lý do khác</translation>
    </message>
    <message>
        <source>Good print.</source>
        <translation>Vân tay rõ.</translation>
    </message>
    <message>
        <source>Faint print. Press a little more.</source>
        <translation>Vân tay mờ. Ấn mạnh thêm một chút.</translation>
    </message>
    <message>
        <source>Too little of the finger. Lay the whole fingertip flat in the middle.</source>
        <translation>Lấy được quá ít. Đặt phẳng cả đầu ngón vào giữa mặt kính.</translation>
    </message>
    <message>
        <source>Ridges not clear. Wipe the finger and the glass; moisten a dry finger a little.</source>
        <translation>Đường vân chưa rõ. Lau ngón tay và mặt kính; nếu tay khô, thấm ẩm một chút.</translation>
    </message>
    <message>
        <source>No finger seen. Place the finger on the glass.</source>
        <translation>Chưa thấy ngón tay. Đặt ngón lên mặt kính.</translation>
    </message>
    <message>
        <source>Not clear. Lift the finger and place it again.</source>
        <translation>Chưa rõ. Nhấc ngón tay lên rồi đặt lại.</translation>
    </message>
    <message>
        <source>Too quick. Leave the finger on the glass a moment longer.</source>
        <translation>Nhấc tay nhanh quá. Giữ ngón trên mặt kính lâu hơn một chút.</translation>
    </message>
    <message>
        <source>Not in the middle. Place the finger in the middle of the glass.</source>
        <translation>Đặt lệch. Đặt ngón tay vào giữa mặt kính.</translation>
    </message>
    <message>
        <source>Lift the finger, then place it again.</source>
        <translation>Nhấc ngón tay lên rồi đặt lại.</translation>
    </message>
    <message>
        <source>Look at the camera</source>
        <translation>Mời nhìn vào máy ảnh</translation>
    </message>
    <message>
        <source>Only one person in the picture</source>
        <translation>Chỉ để một người trong khung hình</translation>
    </message>
    <message>
        <source>Come a little closer</source>
        <translation>Lại gần một chút</translation>
    </message>
    <message>
        <source>Move back a little</source>
        <translation>Lùi ra một chút</translation>
    </message>
    <message>
        <source>Move a little to the left</source>
        <translation>Sang trái một chút</translation>
    </message>
    <message>
        <source>Move a little to the right</source>
        <translation>Sang phải một chút</translation>
    </message>
    <message>
        <source>Raise your head a little</source>
        <translation>Ngẩng đầu lên một chút</translation>
    </message>
    <message>
        <source>Lower your head a little</source>
        <translation>Hạ đầu xuống một chút</translation>
    </message>
    <message>
        <source>Turn to the light</source>
        <translation>Quay về phía có ánh sáng</translation>
    </message>
    <message>
        <source>Too bright. Turn away from the light</source>
        <translation>Sáng quá. Quay tránh nguồn sáng</translation>
    </message>
    <message>
        <source>Hold still</source>
        <translation>Giữ yên</translation>
    </message>
    <message>
        <source>Good. Hold still</source>
        <translation>Được rồi. Giữ yên</translation>
    </message>
    <message>
        <source>One face</source>
        <translation>Một khuôn mặt</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>Khoảng cách</translation>
    </message>
    <message>
        <source>In the middle</source>
        <translation>Cân giữa khung</translation>
    </message>
    <message>
        <source>Sharp</source>
        <translation>Độ nét</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Ánh sáng</translation>
    </message>
    <message>
        <source>Other check</source>
        <translation>Mục kiểm tra khác</translation>
    </message>
    <message>
        <source>State of health</source>
        <translation>Tình trạng sức khỏe</translation>
    </message>
    <message>
        <source>Religious or ethnic headwear</source>
        <translation>Khăn, mũ theo tôn giáo hoặc dân tộc</translation>
    </message>
    <message>
        <source>Can&apos;t sit up</source>
        <translation>Không ngồi dậy được</translation>
    </message>
    <message>
        <source>The fingerprint reader is starting.</source>
        <translation>Đầu đọc vân tay đang khởi động.</translation>
    </message>
    <message>
        <source>The camera is starting.</source>
        <translation>Máy ảnh đang khởi động.</translation>
    </message>
    <message>
        <source>The fingerprint reader is ready.</source>
        <translation>Đầu đọc vân tay đã sẵn sàng.</translation>
    </message>
    <message>
        <source>The camera is ready.</source>
        <translation>Máy ảnh đã sẵn sàng.</translation>
    </message>
    <message>
        <source>The fingerprint reader has been unplugged. Plug it in to go on; fingers taken so far are kept.</source>
        <translation>Đầu đọc vân tay đã bị rút ra. Cắm lại để tiếp tục; các ngón đã lấy vẫn còn.</translation>
    </message>
    <message>
        <source>The camera has been unplugged. Plug it in to go on; what was taken is kept.</source>
        <translation>Máy ảnh đã bị rút ra. Cắm lại để tiếp tục; dữ liệu đã lấy vẫn còn.</translation>
    </message>
    <message>
        <source>The fingerprint reader stopped and is being started again. Fingers taken so far are kept.</source>
        <translation>Đầu đọc vân tay bị dừng, đang được khởi động lại. Các ngón đã lấy vẫn còn.</translation>
    </message>
    <message>
        <source>The camera stopped and is being started again. What was taken is kept.</source>
        <translation>Máy ảnh bị dừng, đang được khởi động lại. Dữ liệu đã lấy vẫn còn.</translation>
    </message>
    <message>
        <source>This reader matches on the chip and gives no pictures: it can&apos;t enroll. Use another reader.</source>
        <translation>Đầu đọc này so khớp trong chip, không cho ảnh vân tay nên không dùng để thu nhận được. Hãy dùng đầu đọc khác.</translation>
    </message>
    <message>
        <source>This reader gives no pictures: it can&apos;t enroll. Use another reader.</source>
        <translation>Đầu đọc này không cho ảnh vân tay nên không dùng để thu nhận được. Hãy dùng đầu đọc khác.</translation>
    </message>
    <message>
        <source>The device is not connected. Plug it in to go on; nothing is lost.</source>
        <translation>Thiết bị chưa được cắm. Cắm vào để tiếp tục; không mất dữ liệu.</translation>
    </message>
    <message>
        <source>The device stopped working. It is being started again; if this stays, unplug it and plug it in again.</source>
        <translation>Thiết bị ngừng hoạt động và đang được khởi động lại. Nếu vẫn không được, rút ra rồi cắm lại.</translation>
    </message>
    <message>
        <source>Something entered is not right. Correct it and try again.</source>
        <translation>Có chỗ nhập chưa đúng. Sửa lại rồi thử lại.</translation>
    </message>
    <message>
        <source>This is no longer here. Go back and choose again.</source>
        <translation>Mục này không còn nữa. Quay lại và chọn mục khác.</translation>
    </message>
    <message>
        <source>Another program on this computer has changed this case, so this was not saved. Close the case and open it again.</source>
        <translation>Một chương trình khác trên máy này đã thay đổi hồ sơ, nên phần vừa nhập chưa được lưu. Đóng hồ sơ rồi mở lại.</translation>
    </message>
    <message>
        <source>The passphrase is not right. Type it again.</source>
        <translation>Mật khẩu không đúng. Nhập lại.</translation>
    </message>
    <message>
        <source>Too many wrong passphrases. Wait a little, then try again.</source>
        <translation>Nhập sai mật khẩu quá nhiều lần. Chờ một lát rồi thử lại.</translation>
    </message>
    <message>
        <source>Nobody is signed in. Sign in to go on; the case is kept.</source>
        <translation>Chưa có ai đăng nhập. Đăng nhập để tiếp tục; hồ sơ vẫn được giữ.</translation>
    </message>
    <message>
        <source>Your role does not allow this. Ask a supervisor.</source>
        <translation>Vai trò của đồng chí không được làm việc này. Hãy nhờ chỉ huy.</translation>
    </message>
    <message>
        <source>The case could not be sealed: the station&apos;s certificate or key is missing or not valid. The case is kept as a draft; tell your supervisor.</source>
        <translation>Không niêm phong được hồ sơ: chứng thư hoặc khóa của trạm bị thiếu hay không hợp lệ. Hồ sơ vẫn được giữ ở dạng đang làm dở; hãy báo cấp trên.</translation>
    </message>
    <message>
        <source>This officer&apos;s entry was changed on the disk from outside, so nobody signs in with it. A supervisor must remove the officer and add them again; for the only supervisor use the recovery code.</source>
        <translation>Mục của cán bộ này đã bị sửa từ bên ngoài ngay trên ổ đĩa nên không đăng nhập được. Chỉ huy phải xóa cán bộ này rồi thêm lại; nếu là chỉ huy duy nhất thì dùng mã khôi phục.</translation>
    </message>
    <message>
        <source>What says who works here was removed or exchanged on the disk, so nobody can sign in. Open cases are kept; a supervisor begins anew with the recovery code.</source>
        <translation>Phần ghi ai làm việc ở máy này đã bị xóa hoặc tráo trên ổ đĩa nên không ai đăng nhập được. Hồ sơ đang mở vẫn còn; chỉ huy bắt đầu lại bằng mã khôi phục.</translation>
    </message>
    <message>
        <source>Stored data is damaged and was not used. Nothing was deleted; tell your supervisor.</source>
        <translation>Dữ liệu đã lưu bị hỏng nên không được dùng. Không có gì bị xóa; hãy báo cấp trên.</translation>
    </message>
    <message>
        <source>The disk could not be read or written. What was saved before is kept; try again, and tell your supervisor if it happens again.</source>
        <translation>Không đọc hoặc ghi được ổ đĩa. Những gì đã lưu vẫn còn; hãy thử lại, nếu vẫn lỗi thì báo cấp trên.</translation>
    </message>
    <message>
        <source>The disk is full. Nothing saved is lost; free some room on this computer, then try again.</source>
        <translation>Ổ đĩa đã đầy. Dữ liệu đã lưu vẫn còn; hãy dọn bớt chỗ trên máy rồi thử lại.</translation>
    </message>
    <message>
        <source>This station&apos;s data was made by a newer version of the program. Install that version to open it.</source>
        <translation>Dữ liệu của trạm do phiên bản mới hơn tạo ra. Hãy cài phiên bản đó để mở.</translation>
    </message>
    <message>
        <source>A part of the program that reads and writes pictures is missing or of another version. Nothing saved is lost; close the program and open it again, and tell your supervisor if it happens again.</source>
        <translation>Một phần của chương trình dùng để đọc và ghi ảnh bị thiếu hoặc khác phiên bản. Dữ liệu đã lưu không mất; hãy đóng chương trình rồi mở lại, nếu vẫn lặp lại thì báo chỉ huy.</translation>
    </message>
    <message>
        <source>The registry does not answer. Work goes on; packets are sent when there is a connection.</source>
        <translation>Trung tâm không trả lời. Công việc vẫn tiếp tục; hồ sơ sẽ được gửi khi có mạng.</translation>
    </message>
    <message>
        <source>The registry&apos;s certificates on this computer were exchanged, so nothing is sent. Work goes on; a supervisor must install them again.</source>
        <translation>Chứng thư của trung tâm trên máy này đã bị tráo nên chưa gửi gì. Vẫn làm việc tiếp được; chỉ huy phải cài lại chứng thư.</translation>
    </message>
    <message>
        <source>Something other than the registry answered, so nothing was sent. Check the network: it may ask for a login.</source>
        <translation>Nơi trả lời không phải trung tâm nên chưa gửi gì. Kiểm tra mạng: có thể mạng đòi đăng nhập.</translation>
    </message>
    <message>
        <source>The registry did not accept this. Sending it again will not help; tell your supervisor.</source>
        <translation>Trung tâm không chấp nhận. Gửi lại cũng không được; hãy báo cấp trên.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was changed.</source>
        <translation>Đã dừng. Không có gì thay đổi.</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Cán bộ thu nhận</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Chỉ huy</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Thông tin</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Ảnh chân dung</translation>
    </message>
    <message>
        <source>Fingers</source>
        <translation>Vân tay</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Kiểm tra lại</translation>
    </message>
    <message>
        <source>Declared</source>
        <translation>Tự khai</translation>
    </message>
    <message>
        <source>From the card&apos;s QR</source>
        <translation>Từ mã QR trên thẻ</translation>
    </message>
    <message>
        <source>From the card&apos;s code lines</source>
        <translation>Từ dòng mã trên thẻ</translation>
    </message>
    <message>
        <source>From the roster</source>
        <translation>Từ danh sách</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>vừa xong</translation>
    </message>
    <message numerus="yes">
        <source>%n min</source>
        <translation>
            <numerusform>%n phút</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h</source>
        <translation>
            <numerusform>%n giờ</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is missing. Enter it to go on.</source>
        <translation>Chưa nhập %1. Nhập để tiếp tục.</translation>
    </message>
    <message>
        <source>The personal number has 12 digits. Check it against the papers.</source>
        <translation>Số định danh cá nhân phải đủ 12 chữ số. Đối chiếu với giấy tờ.</translation>
    </message>
    <message>
        <source>The personal number holds only digits. Check for letters typed by mistake.</source>
        <translation>Số định danh cá nhân chỉ gồm chữ số. Xem có gõ nhầm chữ cái không.</translation>
    </message>
    <message>
        <source>The first three digits name no province or country. Check the number against the papers.</source>
        <translation>Ba số đầu không ứng với tỉnh hay quốc gia nào. Đối chiếu số với giấy tờ.</translation>
    </message>
    <message>
        <source>The personal number says another sex. Check both; if the papers say so, keep it as declared.</source>
        <translation>Số định danh cho biết giới tính khác. Kiểm tra cả hai; nếu giấy tờ ghi vậy thì giữ như lời khai.</translation>
    </message>
    <message>
        <source>The personal number says another year of birth. Check both; if the papers say so, keep it as declared.</source>
        <translation>Số định danh cho biết năm sinh khác. Kiểm tra cả hai; nếu giấy tờ ghi vậy thì giữ như lời khai.</translation>
    </message>
    <message>
        <source>The personal number says another place of birth registration. Check both; if the papers say so, keep it as declared.</source>
        <translation>Số định danh cho biết nơi đăng ký khai sinh khác. Kiểm tra cả hai; nếu giấy tờ ghi vậy thì giữ như lời khai.</translation>
    </message>
    <message>
        <source>%1 holds a character that no name has. Remove digits and signs.</source>
        <translation>%1 có ký tự không dùng trong họ tên. Bỏ chữ số và ký hiệu.</translation>
    </message>
    <message>
        <source>This day does not exist. Type it as day/month/year.</source>
        <translation>Ngày này không có trong lịch. Nhập theo dạng ngày/tháng/năm.</translation>
    </message>
    <message>
        <source>This is not a date. Type it as day/month/year, or only the year when no more is known.</source>
        <translation>Đây không phải là ngày. Nhập theo dạng ngày/tháng/năm, hoặc chỉ nhập năm nếu không rõ ngày.</translation>
    </message>
    <message>
        <source>This day is before the birth date. Check both dates.</source>
        <translation>Ngày này trước ngày sinh. Kiểm tra lại cả hai ngày.</translation>
    </message>
    <message>
        <source>This procedure takes no portrait. Check the birth date; if it is right, discard this case and open a new one.</source>
        <translation>Thủ tục này không thu nhận ảnh khuôn mặt. Kiểm tra lại ngày sinh; nếu ngày sinh đúng thì hủy hồ sơ này và mở hồ sơ mới.</translation>
    </message>
    <message>
        <source>A check of the portrait failed. Take it again, or give the reason why it is used.</source>
        <translation>Ảnh khuôn mặt chưa đạt. Chụp lại, hoặc ghi lý do sử dụng ảnh này.</translation>
    </message>
    <message>
        <source>Say in the note why this portrait is used.</source>
        <translation>Ghi rõ trong phần ghi chú vì sao sử dụng ảnh này.</translation>
    </message>
    <message>
        <source>This procedure takes no such print. Check the birth date; if it is right, discard this case and open a new one.</source>
        <translation>Thủ tục này không thu nhận vân tay này. Kiểm tra lại ngày sinh; nếu ngày sinh đúng thì hủy hồ sơ này và mở hồ sơ mới.</translation>
    </message>
    <message>
        <source>Say in the note why this finger can&apos;t be taken.</source>
        <translation>Ghi rõ trong phần ghi chú vì sao ngón này không thu nhận được.</translation>
    </message>
    <message>
        <source>Nobody answers for the reason at this finger. Enter the reason again.</source>
        <translation>Chưa có cán bộ chịu trách nhiệm về lý do ở ngón này. Nhập lại lý do.</translation>
    </message>
    <message>
        <source>The name of the person who confirms is missing. Enter it to go on.</source>
        <translation>Thiếu họ tên người xác nhận. Nhập họ tên để tiếp tục.</translation>
    </message>
    <message>
        <source>The legal representative must confirm. Let them read the page, then mark it.</source>
        <translation>Người đại diện hợp pháp phải xác nhận. Mời người đại diện đọc lại trang này rồi đánh dấu.</translation>
    </message>
    <message>
        <source>The rules have changed since this case was opened. Choose the procedure again.</source>
        <translation>Quy định đã thay đổi sau khi mở hồ sơ này. Chọn lại thủ tục.</translation>
    </message>
    <message>
        <source>This procedure is not in force yet. Check the clock of this computer.</source>
        <translation>Thủ tục này chưa có hiệu lực. Kiểm tra đồng hồ của máy.</translation>
    </message>
    <message>
        <source>This day has not come yet. Check the year.</source>
        <translation>Ngày này chưa đến. Kiểm tra lại năm.</translation>
    </message>
    <message>
        <source>This day is too long ago. Check the year.</source>
        <translation>Ngày này quá xa về trước. Kiểm tra lại năm.</translation>
    </message>
    <message>
        <source>The person is too young for this procedure. Choose another procedure or check the birth date.</source>
        <translation>Chưa đủ tuổi cho thủ tục này. Chọn thủ tục khác hoặc kiểm tra ngày sinh.</translation>
    </message>
    <message>
        <source>The person is too old for this procedure. Choose another procedure or check the birth date.</source>
        <translation>Đã quá tuổi của thủ tục này. Chọn thủ tục khác hoặc kiểm tra ngày sinh.</translation>
    </message>
    <message>
        <source>The person has not reached an age at which the card is exchanged. Check the birth date and the reason.</source>
        <translation>Chưa đến mốc tuổi đổi thẻ. Kiểm tra ngày sinh và lý do đổi.</translation>
    </message>
    <message>
        <source>The old identity card number has 9 digits. Check it against the card.</source>
        <translation>Số chứng minh nhân dân cũ có 9 chữ số. Đối chiếu với thẻ.</translation>
    </message>
    <message>
        <source>The phone number is not complete. Type 10 digits beginning with 0.</source>
        <translation>Số điện thoại chưa đủ. Nhập 10 chữ số, bắt đầu bằng 0.</translation>
    </message>
    <message>
        <source>The e-mail address is not complete. It reads name@place.</source>
        <translation>Địa chỉ thư điện tử chưa đủ. Địa chỉ có dạng tên@nơi.</translation>
    </message>
    <message>
        <source>%1 is too long. Shorten it.</source>
        <translation>%1 quá dài. Rút gọn lại.</translation>
    </message>
    <message>
        <source>%1 is not in the list. Choose from the list.</source>
        <translation>%1 không có trong danh mục. Chọn trong danh mục.</translation>
    </message>
    <message>
        <source>This procedure does not ask for %1. Leave it empty.</source>
        <translation>Thủ tục này không hỏi %1. Để trống.</translation>
    </message>
    <message>
        <source>The representative must be another person than the citizen. Check the number.</source>
        <translation>Người đại diện phải là người khác với công dân. Kiểm tra lại số.</translation>
    </message>
    <message>
        <source>There is no portrait yet. Take it on the portrait page.</source>
        <translation>Chưa có ảnh chân dung. Chụp ở trang ảnh chân dung.</translation>
    </message>
    <message>
        <source>This finger has neither a print nor a reason. Go back to the fingers page.</source>
        <translation>Ngón này chưa lấy vân, cũng chưa ghi lý do. Quay lại trang vân tay.</translation>
    </message>
    <message>
        <source>The citizen has not confirmed yet. Let them read the page, then mark it.</source>
        <translation>Công dân chưa xác nhận. Mời công dân đọc trang này rồi đánh dấu.</translation>
    </message>
    <message>
        <source>%1 is still questioned. Correct it or keep it as declared.</source>
        <translation>%1 còn điểm chưa khớp. Sửa lại hoặc giữ như lời khai.</translation>
    </message>
    <message>
        <source>%1 is not right. Check it against the papers.</source>
        <translation>%1 chưa đúng. Đối chiếu với giấy tờ.</translation>
    </message>
    <message>
        <source>the portrait can&apos;t be used</source>
        <translation>ảnh chân dung không dùng được</translation>
    </message>
    <message>
        <source>the fingerprints can&apos;t be used</source>
        <translation>vân tay không dùng được</translation>
    </message>
    <message>
        <source>the data does not agree with the population database</source>
        <translation>thông tin không khớp cơ sở dữ liệu dân cư</translation>
    </message>
    <message>
        <source>this person has been enrolled already</source>
        <translation>người này đã được thu nhận</translation>
    </message>
    <message>
        <source>the packet could not be read</source>
        <translation>không đọc được gói hồ sơ</translation>
    </message>
    <message>
        <source>the packet is not complete</source>
        <translation>gói hồ sơ thiếu thành phần</translation>
    </message>
    <message>
        <source>the registry gave no reason we know</source>
        <translation>trung tâm không nêu lý do cụ thể</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Chờ gửi</translation>
    </message>
    <message>
        <source>Announced</source>
        <translation>Đã báo trước</translation>
    </message>
    <message>
        <source>Being sent</source>
        <translation>Đang gửi</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Đã nhận</translation>
    </message>
    <message>
        <source>Being processed</source>
        <translation>Đang xử lý</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>Đã xử lý</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Đã giao</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Bị từ chối</translation>
    </message>
    <message>
        <source>Capture again</source>
        <translation>Cần thu nhận lại</translation>
    </message>
    <message>
        <source>Conflict</source>
        <translation>Trùng mã</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Tạm giữ</translation>
    </message>
    <message>
        <source>The registry rejected it: %1. Look at the case and enroll again if needed.</source>
        <translation>Trung tâm từ chối: %1. Xem lại hồ sơ và thu nhận lại nếu cần.</translation>
    </message>
    <message>
        <source>The registry asks for a new capture: %1. Invite the citizen again.</source>
        <translation>Trung tâm yêu cầu thu nhận lại: %1. Mời công dân đến lại.</translation>
    </message>
    <message>
        <source>The registry holds other data under this number. Tell your supervisor: once the registry&apos;s office has looked into it, a supervisor presses “Send again”.</source>
        <translation>Trung tâm đang giữ dữ liệu khác dưới cùng mã này. Hãy báo chỉ huy: sau khi trung tâm xem xét xong, chỉ huy bấm “Gửi lại”.</translation>
    </message>
    <message>
        <source>Put back from its file after stored data was damaged; whether somebody had held it is not known any more. If it may go, a supervisor presses “Send again”.</source>
        <translation>Được khôi phục từ tệp sau khi dữ liệu lưu bị hỏng; không còn biết trước đó có ai tạm giữ hay không. Nếu được phép gửi, chỉ huy bấm “Gửi lại”.</translation>
    </message>
    <message>
        <source>Held by an officer. Press “Send again” to let it go.</source>
        <translation>Cán bộ đã tạm giữ. Bấm “Gửi lại” để gửi đi.</translation>
    </message>
    <message>
        <source>The packet&apos;s file is missing or damaged on this computer. Do not delete anything; tell your supervisor.</source>
        <translation>Tệp hồ sơ trên máy này bị mất hoặc hỏng. Đừng xóa gì; hãy báo cấp trên.</translation>
    </message>
    <message>
        <source>The registry's receipt could not be believed. The packet is kept here and the receipt is asked for again; tell your supervisor if this stays.</source>
        <translation>Biên nhận của trung tâm không đáng tin. Hồ sơ vẫn được giữ ở đây và máy sẽ hỏi lại biên nhận; nếu vẫn vậy, hãy báo cấp trên.</translation>
    </message>
    <message>
        <source>The registry was put back to an older day and has lost this packet, whose file was removed here. Tell your supervisor at once.</source>
        <translation>Trung tâm đã khôi phục về một ngày cũ hơn và mất hồ sơ này, còn tệp ở đây đã được gỡ. Hãy báo cấp trên ngay.</translation>
    </message>
    <message>
        <source>A receipt could not be believed</source>
        <translation>Một biên nhận không đáng tin</translation>
    </message>
    <message>
        <source>The registry has lost a receipt</source>
        <translation>Trung tâm đã mất một biên nhận</translation>
    </message>
    <message>
        <source>Put back in the queue, because the registry lost it</source>
        <translation>Đưa lại vào hàng chờ vì trung tâm đã mất hồ sơ này</translation>
    </message>
    <message>
        <source>The registry was put back to an older day. What it has lost is sent again by itself.</source>
        <translation>Trung tâm đã khôi phục về một ngày cũ hơn. Máy tự gửi lại những gì trung tâm đã mất.</translation>
    </message>
    <message>
        <source>The registry knows another copy of this station. Work goes on; tell your supervisor at once.</source>
        <translation>Trung tâm thấy một bản sao khác của trạm này. Công việc vẫn tiếp tục; hãy báo cấp trên ngay.</translation>
    </message>
    <message>
        <source>Sending failed. It is tried again by itself; nothing is lost.</source>
        <translation>Gửi chưa được. Máy sẽ tự gửi lại; không mất gì.</translation>
    </message>
    <message>
        <source>Nothing to do. The next try is at %1.</source>
        <translation>Không phải làm gì. Lần gửi tới lúc %1.</translation>
    </message>
    <message>
        <source>Nothing to do. It is sent when there is a connection.</source>
        <translation>Không phải làm gì. Hồ sơ tự gửi khi có mạng.</translation>
    </message>
    <message>
        <source>Nothing to do. %1 of %2 sent.</source>
        <translation>Không phải làm gì. Đã gửi %1 trên %2.</translation>
    </message>
    <message>
        <source>Nothing to do. The registry has it (receipt %1).</source>
        <translation>Không phải làm gì. Trung tâm đã nhận (biên nhận số %1).</translation>
    </message>
    <message>
        <source>Nothing to do. The registry is working on it.</source>
        <translation>Không phải làm gì. Trung tâm đang xử lý.</translation>
    </message>
    <message>
        <source>Done (receipt %1).</source>
        <translation>Đã xong (biên nhận số %1).</translation>
    </message>
    <message>
        <source>Sealed and put in the queue</source>
        <translation>Đã niêm phong, đưa vào hàng chờ</translation>
    </message>
    <message>
        <source>Announced to the registry</source>
        <translation>Đã báo trước cho trung tâm</translation>
    </message>
    <message>
        <source>Received by the registry</source>
        <translation>Trung tâm đã nhận</translation>
    </message>
    <message>
        <source>Delivered; the packet&apos;s file was removed here</source>
        <translation>Đã giao xong; tệp trên máy này đã được xóa</translation>
    </message>
    <message>
        <source>Rejected by the registry</source>
        <translation>Trung tâm từ chối</translation>
    </message>
    <message>
        <source>The registry asks for a new capture</source>
        <translation>Trung tâm yêu cầu thu nhận lại</translation>
    </message>
    <message>
        <source>The registry holds other data under this number</source>
        <translation>Trung tâm đang giữ dữ liệu khác dưới cùng mã này</translation>
    </message>
    <message>
        <source>Held by an officer</source>
        <translation>Cán bộ đã tạm giữ</translation>
    </message>
    <message>
        <source>Sending failed; tried again later</source>
        <translation>Gửi chưa được; sẽ tự gửi lại</translation>
    </message>
    <message>
        <source>Urgent: it is sent before the others.</source>
        <translation>Ưu tiên: được gửi trước các hồ sơ khác.</translation>
    </message>
    <message>
        <source>Made urgent: goes before the others</source>
        <translation>Đã ưu tiên: gửi trước các hồ sơ khác</translation>
    </message>
    <message>
        <source>No longer urgent</source>
        <translation>Đã bỏ ưu tiên</translation>
    </message>
    <message>
        <source>Today's data budget for paid connections (%1) is used up. Sending goes on at 00:00.</source>
        <translation>Đã dùng hết dung lượng hôm nay cho kết nối tính phí (%1). Sẽ gửi tiếp lúc 00:00.</translation>
    </message>
    <message>
        <source>Today's data budget (%1) is used up. Sending goes on at 00:00.</source>
        <translation>Đã dùng hết dung lượng dữ liệu của hôm nay (%1). Sẽ gửi tiếp lúc 00:00.</translation>
    </message>
    <message>
        <source>An officer asked to send again</source>
        <translation>Cán bộ yêu cầu gửi lại</translation>
    </message>
    <message>
        <source>%1 % sent</source>
        <translation>Đã gửi %1 %</translation>
    </message>
    <message>
        <source>%1 sent</source>
        <translation>Đã gửi %1</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Đã ghi nhận</translation>
    </message>
    <message>
        <source>%1 (receipt %2)</source>
        <translation>%1 (biên nhận số %2)</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Đang kết nối</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Có kết nối</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Mất kết nối</translation>
    </message>
    <message>
        <source>Network login needed</source>
        <translation>Mạng đòi đăng nhập</translation>
    </message>
    <message>
        <source>Station not accepted</source>
        <translation>Trạm chưa được chấp nhận</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Chưa cài đặt</translation>
    </message>
    <message>
        <source>Looking for the registry. Work goes on.</source>
        <translation>Đang tìm trung tâm. Công việc vẫn tiếp tục.</translation>
    </message>
    <message>
        <source>Connected. Sending: %1 of %2.</source>
        <translation>Đã kết nối. Đang gửi: %1 trên %2.</translation>
    </message>
    <message>
        <source>Connected. Packets are being sent.</source>
        <translation>Đã kết nối. Đang gửi hồ sơ.</translation>
    </message>
    <message>
        <source>Connected. Everything has been sent.</source>
        <translation>Đã kết nối. Đã gửi hết hồ sơ.</translation>
    </message>
    <message>
        <source>No connection since %1. Work goes on; packets are sent later.</source>
        <translation>Mất kết nối từ %1. Công việc vẫn tiếp tục; hồ sơ sẽ gửi sau.</translation>
    </message>
    <message>
        <source>The network asks for a login, so nothing was sent. Sign in to the network in a browser, or use another one.</source>
        <translation>Mạng đòi đăng nhập nên chưa gửi gì. Đăng nhập mạng bằng trình duyệt, hoặc dùng mạng khác.</translation>
    </message>
    <message>
        <source>The registry does not accept this station&apos;s certificate. Work goes on; tell your supervisor.</source>
        <translation>Trung tâm không chấp nhận chứng thư của trạm. Công việc vẫn tiếp tục; hãy báo cấp trên.</translation>
    </message>
    <message>
        <source>No registry is set up yet. Cases are kept here until it is.</source>
        <translation>Chưa cài đặt trung tâm. Hồ sơ được giữ trên máy này cho đến khi cài đặt.</translation>
    </message>
    <message>
        <source>Practice reader</source>
        <translation>Đầu đọc tập huấn</translation>
    </message>
    <message>
        <source>Practice camera</source>
        <translation>Máy ảnh tập huấn</translation>
    </message>
    <message>
        <source>Case opened</source>
        <translation>Mở hồ sơ</translation>
    </message>
    <message>
        <source>Procedure chosen</source>
        <translation>Đã chọn thủ tục</translation>
    </message>
    <message>
        <source>Form saved</source>
        <translation>Đã lưu thông tin</translation>
    </message>
    <message>
        <source>Portrait taken</source>
        <translation>Đã chụp ảnh chân dung</translation>
    </message>
    <message>
        <source>Fingerprint taken</source>
        <translation>Đã lấy vân tay</translation>
    </message>
    <message>
        <source>Reason given for a finger</source>
        <translation>Đã ghi lý do không lấy được</translation>
    </message>
    <message>
        <source>A capture that the procedure does not ask for was removed</source>
        <translation>Đã bỏ dữ liệu mà thủ tục không yêu cầu</translation>
    </message>
    <message>
        <source>Went to another page</source>
        <translation>Chuyển sang bước khác</translation>
    </message>
    <message>
        <source>Confirmed by the citizen</source>
        <translation>Công dân đã xác nhận</translation>
    </message>
    <message>
        <source>Changed after it was confirmed: to be confirmed again</source>
        <translation>Có thay đổi sau khi xác nhận: cần xác nhận lại</translation>
    </message>
    <message>
        <source>Portrait taken with a reason for a failed check</source>
        <translation>Đã chụp ảnh, có lý do cho mục chưa đạt</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock the registry&apos;s certificate is not valid. Check date and time; packets wait until then, and work goes on.</source>
        <translation>Theo đồng hồ của máy này, chứng thư của Trung tâm không còn hoặc chưa có hiệu lực. Hãy kiểm tra ngày giờ; hồ sơ chờ đến lúc đó, công việc vẫn tiếp tục.</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n giây</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n phút</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n giờ</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing speaks against it</source>
        <translation>không có gì bất thường</translation>
    </message>
    <message numerus="yes">
        <source>not compared with the registry for %n day(s)</source>
        <translation>
            <numerusform>%n ngày chưa đối chiếu với Trung tâm</numerusform>
        </translation>
    </message>
    <message>
        <source>agrees with the registry</source>
        <translation>khớp với Trung tâm</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>chậm %1</translation>
    </message>
    <message>
        <source>%1 ahead</source>
        <translation>nhanh %1</translation>
    </message>
    <message numerus="yes">
        <source>ended %n day(s) ago</source>
        <translation>
            <numerusform>đã hết hạn %n ngày</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>good for %n more day(s)</source>
        <translation>
            <numerusform>còn hạn %n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Đồng hồ</translation>
    </message>
    <message>
        <source>Room on the disk</source>
        <translation>Chỗ trống trên ổ đĩa</translation>
    </message>
    <message>
        <source>Officers</source>
        <translation>Cán bộ</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>Certificate of the station</source>
        <translation>Chứng thư của trạm</translation>
    </message>
    <message>
        <source>Certificate of the registry</source>
        <translation>Chứng thư của Trung tâm</translation>
    </message>
    <message>
        <source>Certificate authority</source>
        <translation>Cơ quan cấp chứng thư</translation>
    </message>
    <message>
        <source>Fingerprint reader</source>
        <translation>Đầu đọc vân tay</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>Máy ảnh</translation>
    </message>
    <message>
        <source>Packets waiting to be sent</source>
        <translation>Hồ sơ đang chờ gửi</translation>
    </message>
    <message>
        <source>Packets that need you</source>
        <translation>Hồ sơ cần xử lý</translation>
    </message>
    <message>
        <source>Connection to the registry</source>
        <translation>Kết nối với Trung tâm</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Cơ sở dữ liệu</translation>
    </message>
    <message>
        <source>Audit ledger</source>
        <translation>Nhật ký kiểm soát</translation>
    </message>
    <message>
        <source>Packet files</source>
        <translation>Tệp hồ sơ</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>Danh sách</translation>
    </message>
    <message>
        <source>Protection of the files</source>
        <translation>Bảo vệ tệp dữ liệu</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Bộ nhớ</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Pin</translation>
    </message>
    <message numerus="yes">
        <source>enough for %n day(s)</source>
        <translation>
            <numerusform>đủ cho %n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 free</source>
        <translation>còn trống %1</translation>
    </message>
    <message numerus="yes">
        <source>%n officer(s)</source>
        <translation>
            <numerusform>%n cán bộ</numerusform>
        </translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>chưa cài đặt</translation>
    </message>
    <message numerus="yes">
        <source>the oldest for %n day(s)</source>
        <translation>
            <numerusform>lâu nhất đã chờ %n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>không có</translation>
    </message>
    <message numerus="yes">
        <source>last heard %n day(s) ago</source>
        <translation>
            <numerusform>lần cuối cách đây %n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>not heard yet</source>
        <translation>chưa kết nối lần nào</translation>
    </message>
    <message numerus="yes">
        <source>%n missing</source>
        <translation>
            <numerusform>thiếu %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unexplained</source>
        <translation>
            <numerusform>%n tệp không rõ nguồn gốc</numerusform>
        </translation>
    </message>
    <message>
        <source>all there</source>
        <translation>đầy đủ</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) old</source>
        <translation>
            <numerusform>đã %n ngày</numerusform>
        </translation>
    </message>
    <message>
        <source>none imported</source>
        <translation>chưa nhập</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>tốt</translation>
    </message>
    <message>
        <source>Set this computer&apos;s date, time and time zone. Work goes on meanwhile; packets say that the clock was wrong.</source>
        <translation>Đặt lại ngày, giờ và múi giờ của máy. Trong lúc đó vẫn làm việc được; hồ sơ sẽ ghi rõ là đồng hồ sai.</translation>
    </message>
    <message>
        <source>Compare this computer&apos;s clock with a telephone, or connect to the network once.</source>
        <translation>So đồng hồ của máy với điện thoại, hoặc kết nối mạng một lần.</translation>
    </message>
    <message>
        <source>Connect so that packets are sent, and remove other files from this computer. Cases that are open can still be finished.</source>
        <translation>Kết nối mạng để gửi hồ sơ và xóa bớt tệp khác trên máy. Hồ sơ đang mở vẫn làm xong được.</translation>
    </message>
    <message>
        <source>Set up two officers, one of them a supervisor.</source>
        <translation>Thiết lập hai cán bộ, trong đó có một chỉ huy.</translation>
    </message>
    <message>
        <source>Add a second supervisor, so that one forgotten passphrase loses nothing.</source>
        <translation>Thêm một chỉ huy thứ hai để khi một người quên mật khẩu thì không mất gì.</translation>
    </message>
    <message>
        <source>A supervisor makes the recovery code and puts it away in a sealed envelope, not with this computer.</source>
        <translation>Chỉ huy tạo mã khôi phục và cất trong phong bì dán kín, không để cùng máy.</translation>
    </message>
    <message>
        <source>Ask the administrator to install the station&apos;s certificate. Cases can&apos;t be sealed without it; they are kept as drafts.</source>
        <translation>Đề nghị quản trị viên cài chứng thư của trạm. Chưa có chứng thư thì chưa niêm phong được hồ sơ; hồ sơ được giữ ở dạng đang làm dở.</translation>
    </message>
    <message>
        <source>Ask the administrator for a new certificate. Work goes on; packets wait.</source>
        <translation>Đề nghị quản trị viên cấp chứng thư mới. Công việc vẫn tiếp tục; hồ sơ chờ gửi.</translation>
    </message>
    <message>
        <source>Plug the fingerprint reader in.</source>
        <translation>Cắm đầu đọc vân tay vào máy.</translation>
    </message>
    <message>
        <source>This reader gives no pictures and can&apos;t enroll. Use another model.</source>
        <translation>Đầu đọc này không cho ảnh vân tay nên không dùng để thu nhận được. Hãy dùng loại khác.</translation>
    </message>
    <message>
        <source>Unplug the reader, wait a moment, plug it in again, then check again.</source>
        <translation>Rút đầu đọc ra, chờ một lát, cắm lại rồi kiểm tra lại.</translation>
    </message>
    <message>
        <source>Check again and lay a finger on the reader.</source>
        <translation>Kiểm tra lại và đặt một ngón tay lên đầu đọc.</translation>
    </message>
    <message>
        <source>Plug the camera in.</source>
        <translation>Cắm máy ảnh vào máy.</translation>
    </message>
    <message>
        <source>Unplug the camera, plug it in at another socket, then check again.</source>
        <translation>Rút máy ảnh ra, cắm vào cổng khác rồi kiểm tra lại.</translation>
    </message>
    <message>
        <source>The picture is black. Open the lens cover and put on a light.</source>
        <translation>Ảnh bị đen. Mở nắp ống kính và bật đèn.</translation>
    </message>
    <message>
        <source>Connect to the network so that packets are sent, or hand them over by USB.</source>
        <translation>Kết nối mạng để gửi hồ sơ, hoặc bàn giao bằng USB.</translation>
    </message>
    <message>
        <source>Ask the administrator to set the registry&apos;s address.</source>
        <translation>Đề nghị quản trị viên đặt địa chỉ Trung tâm.</translation>
    </message>
    <message>
        <source>Open the queue and decide what becomes of them.</source>
        <translation>Mở hàng chờ gửi và quyết định cách xử lý từng hồ sơ.</translation>
    </message>
    <message>
        <source>Stop work and delete nothing. Call the administrator: what was saved can be recovered.</source>
        <translation>Ngừng làm việc và không xóa gì. Gọi quản trị viên: dữ liệu đã lưu có thể khôi phục được.</translation>
    </message>
    <message>
        <source>Rows were lost with the damaged data, and the repair has named them. Nobody changed anything; keep the damaged file.</source>
        <translation>Nhật ký khuyết một đoạn do dữ liệu từng bị hỏng; lần khôi phục đã ghi rõ đoạn đó. Không ai sửa đổi gì. Giữ lại tệp bị hỏng.</translation>
    </message>
    <message>
        <source>The record of what was done was changed. Delete nothing and tell your superior.</source>
        <translation>Nhật ký công việc đã bị sửa đổi. Không xóa gì và báo cáo cấp trên.</translation>
    </message>
    <message>
        <source>Delete and move nothing. Call the administrator.</source>
        <translation>Không xóa, không di chuyển gì. Gọi quản trị viên.</translation>
    </message>
    <message>
        <source>Import a new roster before the next visit.</source>
        <translation>Nhập danh sách mới trước chuyến đi tới.</translation>
    </message>
    <message>
        <source>Others on this computer may read the station&apos;s files. Call the administrator.</source>
        <translation>Người khác dùng máy này có thể đọc tệp của trạm. Gọi quản trị viên.</translation>
    </message>
    <message>
        <source>Close other programs on this computer.</source>
        <translation>Đóng các chương trình khác trên máy.</translation>
    </message>
    <message>
        <source>Connect the charger.</source>
        <translation>Cắm sạc.</translation>
    </message>
    <message numerus="yes">
        <source>Station check: %n thing(s) to put right</source>
        <translation>
            <numerusform>Kiểm tra trạm: %n việc phải khắc phục</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Station check: %n thing(s) to watch</source>
        <translation>
            <numerusform>Kiểm tra trạm: %n việc cần lưu ý</numerusform>
        </translation>
    </message>
    <message>
        <source>Station check: everything is fine</source>
        <translation>Kiểm tra trạm: mọi thứ đều tốt</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong (%1). Set date and time. Work goes on; check ages and dates yourself until then.</source>
        <translation>Đồng hồ của máy sai (%1). Hãy đặt lại ngày giờ. Công việc vẫn tiếp tục; đến lúc đó hãy tự kiểm tra tuổi và ngày tháng.</translation>
    </message>
    <message>
        <source>This computer&apos;s clock is wrong: it is later than it says. Set date and time. Work goes on; check ages and dates yourself until then.</source>
        <translation>Đồng hồ của máy sai: giờ thật muộn hơn giờ máy. Hãy đặt lại ngày giờ. Công việc vẫn tiếp tục; đến lúc đó hãy tự kiểm tra tuổi và ngày tháng.</translation>
    </message>
    <message>
        <source>Certificates exchanged</source>
        <translation>Chứng thư bị tráo</translation>
    </message>
    <message>
        <source>Clock wrong</source>
        <translation>Đồng hồ sai</translation>
    </message>
    <message>
        <source>By this computer&apos;s clock the registry&apos;s certificate is not valid, so packets wait. Set date and time; work goes on.</source>
        <translation>Theo đồng hồ của máy này, chứng thư của Trung tâm không có hiệu lực nên hồ sơ phải chờ. Hãy đặt lại ngày giờ; công việc vẫn tiếp tục.</translation>
    </message>
    <message>
        <source>number not known</source>
        <translation>không rõ số</translation>
    </message>
    <message>
        <source>Put back into the queue from its file after stored data was damaged</source>
        <translation>Đưa lại vào hàng chờ gửi từ tệp sau khi dữ liệu lưu trên máy bị hỏng</translation>
    </message>
    <message>
        <source>Damaged entry in the queue put right from the packet&apos;s file</source>
        <translation>Mục hỏng trong hàng chờ gửi đã được sửa theo tệp gói tin</translation>
    </message>
    <message>
        <source>This station's certificate has expired, so nothing is sent. Work goes on and packets stay here; tell your supervisor that it needs a new certificate.</source>
        <translation>Chứng thư của trạm đã hết hạn nên không gửi được gì. Vẫn làm việc bình thường, các gói được giữ tại đây; hãy báo cấp trên xin cấp chứng thư mới.</translation>
    </message>
    <message>
        <source>The registry has withdrawn this station's certificate, so nothing is sent. Work goes on and packets stay here; tell your supervisor at once.</source>
        <translation>Trung tâm đã thu hồi chứng thư của trạm nên không gửi được gì. Vẫn làm việc bình thường, các gói được giữ tại đây; hãy báo cấp trên ngay.</translation>
    </message>
    <message>
        <source>Waits for a supervisor: no second officer could sign what was waived. A supervisor who took no part presses “Approve”.</source>
        <translation>Chờ chỉ huy: không có cán bộ thứ hai ký phần đã cho qua. Chỉ huy không tham gia hồ sơ này bấm “Duyệt”.</translation>
    </message>
    <message>
        <source>Signed off by a second officer</source>
        <translation>Cán bộ thứ hai đã ký</translation>
    </message>
    <message>
        <source>No second officer there: to be approved later</source>
        <translation>Không có cán bộ thứ hai: sẽ duyệt sau</translation>
    </message>
    <message>
        <source>Changed after it was signed off: to be signed off again</source>
        <translation>Đã sửa sau khi ký: phải ký lại</translation>
    </message>
    <message>
        <source>Waits for a supervisor's approval</source>
        <translation>Chờ chỉ huy duyệt</translation>
    </message>
    <message>
        <source>Approved by a supervisor</source>
        <translation>Chỉ huy đã duyệt</translation>
    </message>
    <message>
        <source>A second officer must sign what was waived here.</source>
        <translation>Cán bộ thứ hai phải ký phần đã cho qua ở đây.</translation>
    </message>
    <message>
        <source>Nobody signs off what he waived himself. Another officer must sign.</source>
        <translation>Không ai tự ký phần chính mình đã cho qua. Cán bộ khác phải ký.</translation>
    </message>
    <message>
        <source>A supervisor must sign what was waived here.</source>
        <translation>Chỉ huy phải ký phần đã cho qua ở đây.</translation>
    </message>
    <message>
        <source>The stick is full. Make room on it or take another one, then try again. If the bundle stands in the list, choose it and write it again.</source>
        <translation>USB đã đầy. Hãy xóa bớt hoặc dùng USB khác rồi thử lại. Nếu gói bàn giao đã có trong danh sách, hãy chọn gói đó và ghi lại.</translation>
    </message>
    <message>
        <source>The stick could not be written: it was pulled out or is write-protected. Try again or take another stick. If the bundle stands in the list, choose it and write it again.</source>
        <translation>Không ghi được ra USB: USB đã bị rút hoặc đang khóa ghi. Hãy thử lại hoặc dùng USB khác. Nếu gói bàn giao đã có trong danh sách, hãy chọn gói đó và ghi lại.</translation>
    </message>
    <message>
        <source>No packet waits here that could be handed over.</source>
        <translation>Không có hồ sơ nào đang chờ để bàn giao.</translation>
    </message>
    <message>
        <source>The stick is not there any more, or the packets are not here to give. Plug the stick in and choose again.</source>
        <translation>Không còn thấy USB, hoặc hồ sơ không còn ở đây để giao. Hãy cắm USB và chọn lại.</translation>
    </message>
    <message>
        <source>Stopped. Nothing was handed over: the packets are sent from here as before.</source>
        <translation>Đã dừng. Chưa bàn giao gì: hồ sơ vẫn do trạm này gửi như trước.</translation>
    </message>
    <message>
        <source>Not written: the work was stopped, or the bundle&apos;s packets are ours again.</source>
        <translation>Chưa ghi: đã dừng giữa chừng, hoặc hồ sơ của gói này đã về lại trạm mình.</translation>
    </message>
    <message>
        <source>Another bundle lies on the stick under the same name. Take another stick.</source>
        <translation>Trên USB đã có gói khác trùng tên. Hãy dùng USB khác.</translation>
    </message>
    <message>
        <source>No bundle lies on this stick. Check that it is the right one and plugged in.</source>
        <translation>Trên USB này không có gói bàn giao nào. Hãy xem đã cắm đúng USB chưa.</translation>
    </message>
    <message>
        <source>The bundle on the stick is torn or not complete. Nothing was taken over: have it written again at its own station.</source>
        <translation>Gói trên USB bị hỏng hoặc thiếu. Chưa tiếp nhận gì: hãy nhờ trạm giao ghi lại.</translation>
    </message>
    <message>
        <source>This bundle is for another station. Take the stick there; nothing was taken over.</source>
        <translation>Gói này gửi cho trạm khác. Hãy mang USB đến trạm đó; chưa tiếp nhận gì.</translation>
    </message>
    <message>
        <source>Nothing was taken over: the work was stopped, or the bundle&apos;s own station has taken it back.</source>
        <translation>Chưa tiếp nhận gì: đã dừng giữa chừng, hoặc trạm giao đã lấy lại gói này.</translation>
    </message>
    <message>
        <source>The packets could not be kept here. Nothing was taken over; try again.</source>
        <translation>Không lưu được hồ sơ vào máy này. Chưa tiếp nhận gì; hãy thử lại.</translation>
    </message>
    <message>
        <source>No acknowledgement for this station lies on the stick. It is written when the other station takes the bundle over: take the stick there first.</source>
        <translation>Trên USB không có biên nhận cho trạm này. Biên nhận được ghi khi trạm kia tiếp nhận: hãy mang USB đến đó trước.</translation>
    </message>
    <message>
        <source>The acknowledgement is torn or about another bundle. Nothing was changed: have the other station take the bundle over once more.</source>
        <translation>Biên nhận bị hỏng hoặc của gói khác. Chưa thay đổi gì: hãy nhờ trạm kia tiếp nhận lại một lần nữa.</translation>
    </message>
    <message>
        <source>Being written to a USB stick for station %1.</source>
        <translation>Đang ghi ra USB cho trạm %1.</translation>
    </message>
    <message>
        <source>On a USB stick for station %1 since %2. Carry the stick there; if it is lost, a supervisor takes the packets back.</source>
        <translation>Nằm trên USB gửi trạm %1 từ %2. Hãy mang USB đến đó; nếu mất USB, chỉ huy lấy lại hồ sơ.</translation>
    </message>
    <message>
        <source>Nothing to do. Station %1 has it since %2 and sends it.</source>
        <translation>Không phải làm gì. Trạm %1 giữ từ %2 và sẽ gửi.</translation>
    </message>
    <message>
        <source>Asked back from station %1 since %2. The registry decides when there is a connection.</source>
        <translation>Đã xin lấy lại từ trạm %1 lúc %2. Trung tâm quyết định khi có mạng.</translation>
    </message>
    <message>
        <source>Handed over to station %1.</source>
        <translation>Đã bàn giao cho trạm %1.</translation>
    </message>
    <message>
        <source>Nothing to do. Brought from station %1 by USB stick (%2). It is sent when the registry has agreed.</source>
        <translation>Không phải làm gì. Nhận từ trạm %1 qua USB (%2). Sẽ gửi khi Trung tâm đồng ý.</translation>
    </message>
    <message>
        <source>Nothing to do. Station %1 has taken it back and sends it itself.</source>
        <translation>Không phải làm gì. Trạm %1 đã lấy lại và tự gửi.</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>Đang ghi ra USB</translation>
    </message>
    <message>
        <source>On a USB stick</source>
        <translation>Trên USB</translation>
    </message>
    <message>
        <source>With the other station</source>
        <translation>Ở trạm kia</translation>
    </message>
    <message>
        <source>Asked back</source>
        <translation>Đã xin lấy lại</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Đã lấy lại</translation>
    </message>
    <message>
        <source>Taken over</source>
        <translation>Đã tiếp nhận</translation>
    </message>
    <message>
        <source>Sent from here</source>
        <translation>Gửi từ trạm này</translation>
    </message>
    <message>
        <source>Taken back by its station</source>
        <translation>Trạm giao đã lấy lại</translation>
    </message>
    <message>
        <source>It is being written to the stick. Leave the stick in.</source>
        <translation>Đang ghi ra USB. Chưa được rút USB.</translation>
    </message>
    <message>
        <source>Since %2. Carry the stick to station %1, press “Take over” there, and bring the stick back. Is the stick torn? Write it again. Is it lost? A supervisor takes it back.</source>
        <translation>Từ %2. Mang USB đến trạm %1, bấm “Tiếp nhận” ở đó rồi mang USB về. USB hỏng: ghi lại. Mất USB: chỉ huy lấy lại.</translation>
    </message>
    <message>
        <source>Since %2. Nothing to do: station %1 has these packets and sends them.</source>
        <translation>Từ %2. Không phải làm gì: trạm %1 đã giữ các hồ sơ này và sẽ gửi.</translation>
    </message>
    <message>
        <source>Since %2. The registry decides when there is a connection: the packets are ours again, or station %1 has sent them.</source>
        <translation>Từ %2. Khi có mạng, Trung tâm quyết định: hồ sơ về lại trạm mình, hoặc trạm %1 đã gửi rồi.</translation>
    </message>
    <message>
        <source>Since %1. Nothing to do: these packets are sent from here, and an old stick is worth nothing.</source>
        <translation>Từ %1. Không phải làm gì: các hồ sơ này do trạm mình gửi, USB cũ không còn giá trị.</translation>
    </message>
    <message>
        <source>Since %2. They are sent when the registry has agreed. Give the stick back to station %1: the acknowledgement is on it.</source>
        <translation>Từ %2. Sẽ gửi khi Trung tâm đồng ý. Trả USB cho trạm %1: biên nhận nằm trên đó.</translation>
    </message>
    <message>
        <source>Since %2. Nothing to do: the packets of station %1 are sent from here.</source>
        <translation>Từ %2. Không phải làm gì: hồ sơ của trạm %1 được gửi từ đây.</translation>
    </message>
    <message>
        <source>Since %2. Nothing to do: station %1 sends these packets itself.</source>
        <translation>Từ %2. Không phải làm gì: trạm %1 tự gửi các hồ sơ này.</translation>
    </message>
    <message>
        <source>Written for station %1: packets %2, %3. Take the stick out safely and carry it there.</source>
        <translation>Đã ghi cho trạm %1: %2 hồ sơ, %3. Hãy rút USB an toàn và mang đến đó.</translation>
    </message>
    <message>
        <source>Left out because their files are damaged: %1.</source>
        <translation>Không ghi vì tệp bị hỏng: %1 hồ sơ.</translation>
    </message>
    <message>
        <source>Taken over from station %1: packets %2. The stick takes no writing, so the acknowledgement is missing: make the stick writable and take over again.</source>
        <translation>Đã tiếp nhận từ trạm %1: %2 hồ sơ. USB không cho ghi nên chưa có biên nhận: hãy mở khóa ghi USB rồi tiếp nhận lại.</translation>
    </message>
    <message>
        <source>This bundle of station %1 was taken over before (packets %2). Its acknowledgement is on the stick again: give the stick back.</source>
        <translation>Gói này của trạm %1 đã được tiếp nhận trước đây (%2 hồ sơ). Biên nhận đã được ghi lại lên USB: hãy trả USB.</translation>
    </message>
    <message>
        <source>Taken over from station %1: packets %2. The acknowledgement is on the stick: give the stick back.</source>
        <translation>Đã tiếp nhận từ trạm %1: %2 hồ sơ. Biên nhận nằm trên USB: hãy trả USB.</translation>
    </message>
    <message>
        <source>Station %1 has taken over the packets (%2) and sends them.</source>
        <translation>Trạm %1 đã tiếp nhận %2 hồ sơ và sẽ gửi.</translation>
    </message>
    <message>
        <source>Asked for. What lay on no stick is ours again at once; the rest when the registry has agreed.</source>
        <translation>Đã xin lấy lại. Gói chưa ghi ra USB về lại ngay; còn lại khi Trung tâm đồng ý.</translation>
    </message>
    <message>
        <source>From station %1. %2</source>
        <translation>Của trạm %1. %2</translation>
    </message>
    <message>
        <source>Handed over by USB stick</source>
        <translation>Bàn giao qua USB</translation>
    </message>
    <message>
        <source>Taken back: sent from here again</source>
        <translation>Đã lấy lại: lại do trạm này gửi</translation>
    </message>
    <message>
        <source>Brought here by USB stick</source>
        <translation>Nhận về qua USB</translation>
    </message>
    <message>
        <source>The registry takes it from this station</source>
        <translation>Trung tâm đồng ý nhận từ trạm này</translation>
    </message>
    <message>
        <source>Taken back by its own station</source>
        <translation>Trạm giao đã lấy lại</translation>
    </message>
    <message>
        <source>it was brought from a station whose certificate was withdrawn</source>
        <translation>hồ sơ được mang đến từ trạm đã bị thu hồi chứng thư</translation>
    </message>
    <message>
        <source>it was sealed with the certificate of another station</source>
        <translation>gói này do trạm khác niêm phong</translation>
    </message>
    <message>
        <source>inside it another packet&apos;s number stands</source>
        <translation>mã bên trong gói là mã của gói khác</translation>
    </message>
    <message>
        <source>it was sealed for another registry and can&apos;t be opened there</source>
        <translation>gói này niêm phong cho trung tâm khác nên nơi nhận không mở được</translation>
    </message>
    <message>
        <source>Kept here until somebody signs in to the network in a browser, or another network is used.</source>
        <translation>Chờ trên máy này cho đến khi có người đăng nhập mạng bằng trình duyệt hoặc dùng mạng khác.</translation>
    </message>
    <message>
        <source>Kept here until the station has a valid certificate. Ask for a new one.</source>
        <translation>Chờ trên máy này cho đến khi trạm có chứng thư còn hiệu lực. Hãy xin cấp chứng thư mới.</translation>
    </message>
    <message>
        <source>Kept here until a supervisor installs the registry&apos;s certificates again.</source>
        <translation>Chờ trên máy này cho đến khi chỉ huy cài lại chứng thư của trung tâm.</translation>
    </message>
    <message>
        <source>Kept here until this computer&apos;s date and time are set.</source>
        <translation>Chờ trên máy này cho đến khi đặt đúng ngày giờ của máy.</translation>
    </message>
    <message>
        <source>Kept here until the registry is set up.</source>
        <translation>Chờ trên máy này cho đến khi trạm được đặt địa chỉ trung tâm.</translation>
    </message>
    <message>
        <source>Connected. Nothing waits to be sent from here.</source>
        <translation>Đã kết nối. Không còn hồ sơ nào chờ gửi từ máy này.</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) handed over by USB: no receipt yet.</source>
        <translation>
            <numerusform>%n hồ sơ đã bàn giao qua USB, chưa có biên nhận.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) need a decision: look at the queue.</source>
        <translation>
            <numerusform>%n hồ sơ cần xử lý: xem ở hàng chờ gửi.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The passphrase is not right. The next try is possible in %n second(s).</source>
        <translation>
            <numerusform>Mật khẩu không đúng. Sau %n giây mới thử lại được.</numerusform>
        </translation>
    </message>
    <message>
        <source>Can&apos;t hold the head straight</source>
        <translation>Không giữ được đầu thẳng</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Số hồ sơ</translation>
    </message>
    <message>
        <source>Closed days</source>
        <translation>Ngày đã chốt</translation>
    </message>
    <message>
        <source>Closed at</source>
        <translation>Chốt lúc</translation>
    </message>
    <message>
        <source>Closed by</source>
        <translation>Người chốt</translation>
    </message>
    <message>
        <source>Captured, when closed</source>
        <translation>Đã thu nhận khi chốt</translation>
    </message>
    <message>
        <source>Received, when closed</source>
        <translation>Trung tâm đã nhận khi chốt</translation>
    </message>
    <message>
        <source>Captured, now</source>
        <translation>Đã thu nhận hiện nay</translation>
    </message>
    <message>
        <source>Received, now</source>
        <translation>Trung tâm đã nhận hiện nay</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Số thay đổi</translation>
    </message>
    <message>
        <source>SHA-256 of what was signed</source>
        <translation>SHA-256 của bản đã ký</translation>
    </message>
    <message>
        <source>Its signature does not hold</source>
        <translation>Chữ ký không còn hợp lệ</translation>
    </message>
    <message>
        <source>Changes since closing</source>
        <translation>Thay đổi sau khi chốt</translation>
    </message>
    <message>
        <source>When closed</source>
        <translation>Khi chốt</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Hiện nay</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Not counted</source>
        <translation>Không tính</translation>
    </message>
    <message>
        <source>The receipt came later</source>
        <translation>Biên nhận đến sau</translation>
    </message>
    <message>
        <source>The registry answered later</source>
        <translation>Trung tâm trả lời sau</translation>
    </message>
    <message>
        <source>Captured after the day was closed</source>
        <translation>Thu nhận sau khi chốt ngày</translation>
    </message>
    <message>
        <source>The registry lost it and it is sent again</source>
        <translation>Trung tâm bị mất, đang gửi lại</translation>
    </message>
    <message>
        <source>Let go again</source>
        <translation>Đã thả ra</translation>
    </message>
    <message>
        <source>Taken back from another station</source>
        <translation>Đã lấy lại từ trạm khác</translation>
    </message>
    <message>
        <source>The registry holds other data under its number</source>
        <translation>Trung tâm giữ dữ liệu khác dưới số này</translation>
    </message>
    <message>
        <source>Found again</source>
        <translation>Đã tìm lại được</translation>
    </message>
    <message>
        <source>Counted on another day now</source>
        <translation>Nay tính vào ngày khác</translation>
    </message>
    <message>
        <source>Date: ……/……/…………</source>
        <translation>Ngày …… tháng …… năm …………</translation>
    </message>
    <message>
        <source>Officer who made the tally</source>
        <translation>Người lập bảng</translation>
    </message>
    <message>
        <source>(signature and full name)</source>
        <translation>(ký, ghi rõ họ tên)</translation>
    </message>
    <message>
        <source>Head of the unit</source>
        <translation>Thủ trưởng đơn vị</translation>
    </message>
    <message>
        <source>(signature, full name and stamp)</source>
        <translation>(ký, ghi rõ họ tên, đóng dấu)</translation>
    </message>
    <message>
        <source>Tally of enrollment</source>
        <translation>Bảng tổng hợp thu nhận</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Trạm</translation>
    </message>
    <message>
        <source>Unit (commune code)</source>
        <translation>Đơn vị (mã xã)</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Thời gian</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Tính đến</translation>
    </message>
    <message>
        <source>Computer&apos;s clock</source>
        <translation>Đồng hồ máy tính</translation>
    </message>
    <message>
        <source>checked with the registry</source>
        <translation>đã đối chiếu với trung tâm</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>chưa đối chiếu</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>sai giờ</translation>
    </message>
    <message>
        <source>Day by day</source>
        <translation>Theo từng ngày</translation>
    </message>
    <message>
        <source>Cases not received</source>
        <translation>Hồ sơ trung tâm chưa nhận</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Tổng cộng</translation>
    </message>
    <message>
        <source>Captured</source>
        <translation>Đã thu nhận</translation>
    </message>
    <message>
        <source>Handed over by stick</source>
        <translation>Đã giao bằng USB</translation>
    </message>
    <message>
        <source>Lost with damaged data</source>
        <translation>Mất do hỏng dữ liệu</translation>
    </message>
    <message>
        <source>Details not known</source>
        <translation>Chưa rõ chi tiết</translation>
    </message>
    <message>
        <source>With exceptions</source>
        <translation>Có ngoại lệ</translation>
    </message>
    <message>
        <source>Weak prints with a reason</source>
        <translation>Vân tay mờ có lý do</translation>
    </message>
    <message>
        <source>Portraits with a waived check</source>
        <translation>Ảnh được miễn một mục kiểm tra</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Trùng người</translation>
    </message>
    <message>
        <source>Fee due (VND)</source>
        <translation>Lệ phí phải thu (đồng)</translation>
    </message>
    <message>
        <source>Exempt from the fee</source>
        <translation>Được miễn lệ phí</translation>
    </message>
    <message>
        <source>Fee not known</source>
        <translation>Chưa xác định lệ phí</translation>
    </message>
    <message>
        <source>Open before</source>
        <translation>Còn mở đầu kỳ</translation>
    </message>
    <message>
        <source>Answered by the registry</source>
        <translation>Trung tâm đã trả lời</translation>
    </message>
    <message>
        <source>Open after</source>
        <translation>Còn mở cuối kỳ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Vướng mắc</translation>
    </message>
    <message>
        <source>Packet id</source>
        <translation>Mã gói hồ sơ</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Sealed while the computer&apos;s clock was wrong</source>
        <translation>Niêm phong khi đồng hồ máy tính sai giờ</translation>
    </message>
    <message>
        <source>Its day of capture has not come yet</source>
        <translation>Ngày thu nhận chưa đến</translation>
    </message>
    <message>
        <source>Details not known; its day is that of the queue</source>
        <translation>Chưa rõ chi tiết; lấy ngày theo hàng chờ gửi</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Đơn vị</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>Tổ</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Age group</source>
        <translation>Nhóm tuổi</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Nơi thu nhận</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>Ngoại lệ</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Ngày</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>Tuần</translation>
    </message>
    <message>
        <source>Fingers without a print: %1</source>
        <translation>Số ngón không có vân tay: %1</translation>
    </message>
    <message>
        <source>Under 6</source>
        <translation>Dưới 6 tuổi</translation>
    </message>
    <message>
        <source>6 to under 14</source>
        <translation>Từ đủ 6 đến dưới 14 tuổi</translation>
    </message>
    <message>
        <source>14 and over</source>
        <translation>Từ đủ 14 tuổi</translation>
    </message>
    <message>
        <source>At the desk</source>
        <translation>Tại trụ sở</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>Lưu động</translation>
    </message>
    <message>
        <source>At home</source>
        <translation>Tại nhà</translation>
    </message>
    <message>
        <source>No exception</source>
        <translation>Không có ngoại lệ</translation>
    </message>
    <message>
        <source>Fingers without a print</source>
        <translation>Có ngón không có vân tay</translation>
    </message>
    <message>
        <source>A check was waived</source>
        <translation>Miễn một mục kiểm tra</translation>
    </message>
    <message>
        <source>Fingers without a print and a waived check</source>
        <translation>Có ngón không có vân tay và miễn một mục kiểm tra</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Chưa rõ</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>Không theo tổ</translation>
    </message>
    <message>
        <source>Personal number</source>
        <translation>Số định danh</translation>
    </message>
    <message>
        <source>Old 9-digit number</source>
        <translation>Số CMND 9 số</translation>
    </message>
    <message>
        <source>Full name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>Ngày sinh</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>Giới tính</translation>
    </message>
    <message>
        <source>Hamlet</source>
        <translation>Thôn, xóm</translation>
    </message>
    <message>
        <source>Commune</source>
        <translation>Xã</translation>
    </message>
    <message>
        <source>Household</source>
        <translation>Hộ</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Địa chỉ</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Điện thoại</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Diện</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Ghi chú</translation>
    </message>
    <message>
        <source>Where they are</source>
        <translation>Đang ở đâu</translation>
    </message>
    <message>
        <source>Work or study</source>
        <translation>Công việc</translation>
    </message>
    <message>
        <source>Not understood</source>
        <translation>Chưa hiểu</translation>
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
        <source>No class yet</source>
        <translation>Chưa phân diện</translation>
    </message>
    <message>
        <source>Say how this is known.</source>
        <translation>Ghi rõ biết qua đâu.</translation>
    </message>
    <message>
        <source>The day to come back has passed. Choose a later one.</source>
        <translation>Ngày hẹn đã qua. Chọn ngày khác.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Chưa sửa gì.</translation>
    </message>
    <message>
        <source>One of the answers cannot be kept: look at dates, phone and what must be said.</source>
        <translation>Có câu trả lời không lưu được: xem lại ngày, số điện thoại và mục bắt buộc.</translation>
    </message>
    <message>
        <source>This is no card&apos;s QR code that can be read. Scan it again.</source>
        <translation>Không đọc được mã QR này. Quét lại.</translation>
    </message>
</context>
<context>
    <name>station::DevicesPage</name>
    <message>
        <source>Unplugged at %1.</source>
        <translation>Rút ra lúc %1.</translation>
    </message>
    <message>
        <source>Ready. %1 pixels an inch.</source>
        <translation>Sẵn sàng. Độ phân giải %1 điểm/inch.</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Thử</translation>
    </message>
    <message>
        <source>Test %1</source>
        <translation>Thử %1</translation>
    </message>
    <message>
        <source>Ready.</source>
        <translation>Sẵn sàng.</translation>
    </message>
    <message>
        <source>Quality %1 of 100. %2</source>
        <translation>Chất lượng %1 trên 100. %2</translation>
    </message>
    <message>
        <source>Place any finger on the reader.</source>
        <translation>Đặt một ngón tay bất kỳ lên đầu đọc.</translation>
    </message>
    <message>
        <source>Live picture, %1 × %2.</source>
        <translation>Hình trực tiếp, %1 × %2.</translation>
    </message>
    <message>
        <source>Waiting for the first picture.</source>
        <translation>Đang chờ hình đầu tiên.</translation>
    </message>
    <message>
        <source>Choose Test beside a device. Nothing of a test is kept.</source>
        <translation>Bấm Thử bên cạnh thiết bị. Dữ liệu thử không được lưu.</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Thiết bị</translation>
    </message>
    <message>
        <source>Fingerprint readers</source>
        <translation>Đầu đọc vân tay</translation>
    </message>
    <message>
        <source>Cameras</source>
        <translation>Máy ảnh</translation>
    </message>
    <message>
        <source>Test capture</source>
        <translation>Thu nhận thử</translation>
    </message>
    <message>
        <source>End the test</source>
        <translation>Kết thúc thử</translation>
    </message>
</context>
<context>
    <name>station::HealthPage</name>
    <message>
        <source>Open the queue</source>
        <translation>Mở hàng chờ gửi</translation>
    </message>
    <message>
        <source>Open the devices</source>
        <translation>Mở thiết bị</translation>
    </message>
    <message>
        <source>How?</source>
        <translation>Cách làm?</translation>
    </message>
    <message>
        <source>Help about: %1</source>
        <translation>Hướng dẫn về: %1</translation>
    </message>
    <message>
        <source>Checked at %1.</source>
        <translation>Đã kiểm tra lúc %1.</translation>
    </message>
    <message>
        <source>Reading what is kept here…</source>
        <translation>Đang đọc dữ liệu lưu trên máy…</translation>
    </message>
    <message>
        <source>Trying the reader and the camera…</source>
        <translation>Đang thử đầu đọc và máy ảnh…</translation>
    </message>
    <message>
        <source>Station check of %1 (%2)</source>
        <translation>Kiểm tra trạm %1 (%2)</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>Lưu báo cáo</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Văn bản (*.txt)</translation>
    </message>
    <message>
        <source>The report was saved.</source>
        <translation>Đã lưu báo cáo.</translation>
    </message>
    <message>
        <source>The report could not be saved there.</source>
        <translation>Không lưu được báo cáo vào nơi đó.</translation>
    </message>
    <message>
        <source>Check the station</source>
        <translation>Kiểm tra trạm</translation>
    </message>
    <message>
        <source>Back to sign-in (Esc)</source>
        <translation>Về trang đăng nhập (Esc)</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>Lưu báo cáo…</translation>
    </message>
    <message>
        <source>Print the report…</source>
        <translation>In báo cáo…</translation>
    </message>
    <message>
        <source>Check everything now</source>
        <translation>Kiểm tra toàn bộ</translation>
    </message>
    <message>
        <source>Make the code…</source>
        <translation>Tạo mã…</translation>
    </message>
</context>
<context>
    <name>station::HelpPanel</name>
    <message>
        <source>Help</source>
        <translation>Hướng dẫn</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Mục lục</translation>
    </message>
    <message>
        <source>Close the help (Esc)</source>
        <translation>Đóng hướng dẫn (Esc)</translation>
    </message>
</context>
<context>
    <name>station::HomePage</name>
    <message>
        <source>Captured today</source>
        <translation>Thu nhận hôm nay</translation>
    </message>
    <message>
        <source>Waiting to be sent</source>
        <translation>Chờ gửi</translation>
    </message>
    <message>
        <source>Needs you</source>
        <translation>Cần xử lý</translation>
    </message>
    <message>
        <source>of today&apos;s</source>
        <translation>trong ngày</translation>
    </message>
    <message>
        <source>No name yet</source>
        <translation>Chưa có tên</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hôm nay</translation>
    </message>
    <message>
        <source>Open drafts</source>
        <translation>Hồ sơ đang làm dở</translation>
    </message>
    <message>
        <source>No draft is open. A case that is left half done is kept here.</source>
        <translation>Không có hồ sơ làm dở. Hồ sơ chưa xong khi rời đi sẽ được giữ ở đây.</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Số hồ sơ</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Procedure</source>
        <translation>Thủ tục</translation>
    </message>
    <message>
        <source>Stopped at</source>
        <translation>Dừng ở bước</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>Sửa lần cuối</translation>
    </message>
    <message>
        <source>Go on with the draft (Enter)</source>
        <translation>Làm tiếp hồ sơ (Enter)</translation>
    </message>
    <message>
        <source>Discard the draft…</source>
        <translation>Hủy hồ sơ…</translation>
    </message>
    <message>
        <source>Why is this draft discarded? What was captured for it is destroyed; the reason stays in the ledger.</source>
        <translation>Vì sao hủy hồ sơ này? Dữ liệu đã thu nhận sẽ bị hủy; lý do được lưu trong nhật ký.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Discard for good</source>
        <translation>Hủy hẳn</translation>
    </message>
    <message>
        <source>Keep the draft</source>
        <translation>Giữ lại hồ sơ</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Xem</translation>
    </message>
    <message>
        <source>Look at what needs you</source>
        <translation>Xem các hồ sơ cần xử lý</translation>
    </message>
    <message>
        <source>New enrollment (Ctrl+N)</source>
        <translation>Thu nhận hồ sơ mới (Ctrl+N)</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Đã nhận</translation>
    </message>
    <message>
        <source>Look at the station check</source>
        <translation>Xem kết quả kiểm tra trạm</translation>
    </message>
    <message>
        <source>Make the recovery code…</source>
        <translation>Tạo mã khôi phục…</translation>
    </message>
    <message>
        <source>The station has no recovery code in its envelope. Tell a supervisor.</source>
        <translation>Trạm chưa có mã khôi phục trong phong bì. Báo cho chỉ huy.</translation>
    </message>
    <message>
        <source>The station has no recovery code: a forgotten passphrase could lose the open drafts.</source>
        <translation>Trạm chưa có mã khôi phục: quên mật khẩu có thể mất các hồ sơ đang làm dở.</translation>
    </message>
    <message>
        <source>Nobody has said that the recovery code lies in its envelope. If it was lost, make a new one.</source>
        <translation>Chưa ai xác nhận mã khôi phục đã nằm trong phong bì. Nếu đã mất, hãy tạo mã mới.</translation>
    </message>
    <message>
        <source>Choose the reason</source>
        <translation>Chọn lý do</translation>
    </message>
    <message>
        <source>The citizen left</source>
        <translation>Công dân đã về</translation>
    </message>
    <message>
        <source>Opened for the wrong person</source>
        <translation>Mở nhầm người</translation>
    </message>
    <message>
        <source>The person has a case already</source>
        <translation>Người này đã có hồ sơ</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>Tập dượt</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Lý do khác</translation>
    </message>
    <message>
        <source>The disk is almost full: no new case can be begun. Cases that are open can be finished. Free some room on this computer.</source>
        <translation>Ổ đĩa sắp đầy: không thể mở hồ sơ mới. Hồ sơ đang làm vẫn hoàn thành được. Hãy giải phóng bớt dung lượng trên máy này.</translation>
    </message>
    <message>
        <source>The program ended suddenly last time. Case %1 is whole as it stood at %2: press Enter to go on with it.</source>
        <translation>Lần trước máy dừng đột ngột. Hồ sơ %1 còn nguyên như lúc %2: nhấn Enter để làm tiếp.</translation>
    </message>
    <message numerus="yes">
        <source>%n handed over by USB</source>
        <translation>
            <numerusform>%n đã bàn giao qua USB</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>station::PracticeBand</name>
    <message>
        <source>PRACTICE MODE: made-up devices and people. Nothing here is a real case.</source>
        <translation>CHẾ ĐỘ TẬP HUẤN: thiết bị và người đều là giả định. Không có hồ sơ thật.</translation>
    </message>
</context>
<context>
    <name>station::QueueModel</name>
    <message>
        <source>State</source>
        <translation>Trạng thái</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Số hồ sơ</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Đã chờ</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Dung lượng</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Việc cần làm</translation>
    </message>
</context>
<context>
    <name>station::QueuePage</name>
    <message>
        <source>All %1</source>
        <translation>Tất cả %1</translation>
    </message>
    <message>
        <source>Waiting %1</source>
        <translation>Chờ gửi %1</translation>
    </message>
    <message>
        <source>Waiting %1, by USB %2</source>
        <translation>Chờ gửi %1, qua USB %2</translation>
    </message>
    <message>
        <source>Needs you %1</source>
        <translation>Cần xử lý %1</translation>
    </message>
    <message>
        <source>At the registry</source>
        <translation>Trung tâm đang giữ</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>Đã xử lý</translation>
    </message>
    <message>
        <source>Nothing has been sealed yet. A finished case stands here until the registry has it.</source>
        <translation>Chưa có hồ sơ nào được niêm phong. Hồ sơ làm xong nằm ở đây cho đến khi trung tâm nhận.</translation>
    </message>
    <message>
        <source>No packet is in this state.</source>
        <translation>Không có hồ sơ nào ở trạng thái này.</translation>
    </message>
    <message>
        <source>Case %1</source>
        <translation>Hồ sơ %1</translation>
    </message>
    <message>
        <source>Packet %1</source>
        <translation>Mã gói %1</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Hàng chờ gửi</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Quá trình</translation>
    </message>
    <message>
        <source>History of the packet</source>
        <translation>Quá trình của gói hồ sơ</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Gửi lại</translation>
    </message>
    <message>
        <source>Send now all the same</source>
        <translation>Vẫn gửi ngay</translation>
    </message>
    <message>
        <source>Send before the others</source>
        <translation>Gửi trước các hồ sơ khác</translation>
    </message>
    <message>
        <source>Not urgent any more</source>
        <translation>Bỏ ưu tiên</translation>
    </message>
    <message>
        <source>Hold…</source>
        <translation>Tạm giữ…</translation>
    </message>
    <message>
        <source>Why is it held? It is not sent until somebody lets it go.</source>
        <translation>Vì sao tạm giữ? Hồ sơ không được gửi cho đến khi có người cho gửi lại.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Hold the packet</source>
        <translation>Tạm giữ hồ sơ</translation>
    </message>
    <message>
        <source>Do not hold</source>
        <translation>Không giữ</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Choose the reason</source>
        <translation>Chọn lý do</translation>
    </message>
    <message>
        <source>Something in the case is wrong</source>
        <translation>Hồ sơ có chỗ sai</translation>
    </message>
    <message>
        <source>A supervisor must look at it</source>
        <translation>Chỉ huy phải xem lại</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Lý do khác</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Duyệt</translation>
    </message>
    <message>
        <source>Hand over by USB…</source>
        <translation>Bàn giao bằng USB…</translation>
    </message>
</context>
<context>
    <name>station::RepairBand</name>
    <message>
        <source>Stored data was damaged and was repaired on %1. Nothing was deleted.</source>
        <translation>Dữ liệu lưu trên máy bị hỏng và đã được khôi phục lúc %1. Không có gì bị xóa.</translation>
    </message>
    <message>
        <source>Sealed cases in the queue: %1, of these put back from their files: %2.</source>
        <translation>Hồ sơ đã niêm phong trong hàng chờ gửi: %1, trong đó lấy lại từ tệp: %2.</translation>
    </message>
    <message>
        <source>Open cases kept: %1, lost: %2.</source>
        <translation>Hồ sơ đang làm còn giữ được: %1, bị mất: %2.</translation>
    </message>
    <message>
        <source>People whose open case was lost must be captured again.</source>
        <translation>Công dân có hồ sơ đang làm bị mất phải thu nhận lại.</translation>
    </message>
    <message>
        <source>Held until a supervisor has looked at them: %1. In the queue, the supervisor presses “Send again” at each that may go.</source>
        <translation>Đang tạm giữ, chờ chỉ huy xem: %1. Trong hàng chờ gửi, chỉ huy bấm “Gửi lại” ở từng hồ sơ được phép gửi đi.</translation>
    </message>
    <message>
        <source>Packet files that the help desk must look at: %1.</source>
        <translation>Tệp gói tin cần bộ phận hỗ trợ xem: %1.</translation>
    </message>
    <message>
        <source>The ledger has a gap, which it names itself.</source>
        <translation>Sổ nhật ký bị khuyết một đoạn và tự ghi rõ đoạn đó.</translation>
    </message>
    <message>
        <source>The officers&apos; access was lost: set it up again; sealed cases are sent all the same.</source>
        <translation>Quyền đăng nhập của cán bộ bị mất: hãy thiết lập lại; hồ sơ đã niêm phong vẫn được gửi.</translation>
    </message>
    <message>
        <source>For the help desk: %1</source>
        <translation>Cho bộ phận hỗ trợ: %1</translation>
    </message>
    <message>
        <source>A supervisor signs in and takes note of this.</source>
        <translation>Chỉ huy đăng nhập và xác nhận đã biết.</translation>
    </message>
    <message>
        <source>Noted</source>
        <translation>Đã biết</translation>
    </message>
</context>
<context>
    <name>station::SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Cài đặt</translation>
    </message>
    <message>
        <source>Large text</source>
        <translation>Chữ lớn</translation>
    </message>
    <message>
        <source>For tired eyes and for reading from a distance.</source>
        <translation>Cho người mỏi mắt và khi đọc từ xa.</translation>
    </message>
    <message>
        <source>A short sound when a finger or a portrait has been taken</source>
        <translation>Kêu một tiếng ngắn khi lấy xong vân tay hoặc ảnh chân dung</translation>
    </message>
    <message>
        <source>Lock after this many minutes without input</source>
        <translation>Khóa màn hình sau số phút không thao tác</translation>
    </message>
    <message>
        <source> min</source>
        <translation> phút</translation>
    </message>
    <message>
        <source>An open case stays open behind the lock; nothing is lost.</source>
        <translation>Hồ sơ đang mở vẫn được giữ sau màn hình khóa; không mất gì.</translation>
    </message>
    <message>
        <source>New recovery code…</source>
        <translation>Mã khôi phục mới…</translation>
    </message>
    <message>
        <source>For a new envelope, when the old one was opened or is lost. The old code is void then.</source>
        <translation>Cho phong bì mới, khi phong bì cũ đã mở hoặc bị mất. Mã cũ sẽ hết hiệu lực.</translation>
    </message>
    <message>
        <source>As soon as the new code is shown, the paper in the old envelope opens nothing any more. Have a printer or a pen and a new envelope at hand.</source>
        <translation>Mã mới vừa hiện ra thì tờ giấy trong phong bì cũ không còn mở được gì. Chuẩn bị sẵn máy in hoặc bút và một phong bì mới.</translation>
    </message>
    <message>
        <source>Show a new code</source>
        <translation>Hiện mã mới</translation>
    </message>
    <message>
        <source>Keep the old one</source>
        <translation>Giữ mã cũ</translation>
    </message>
</context>
<context>
    <name>station::SetupPage</name>
    <message>
        <source>This passphrase is too easy to guess. Use a longer one, for example four words.</source>
        <translation>Mật khẩu này dễ đoán. Dùng mật khẩu dài hơn, ví dụ bốn từ ghép lại.</translation>
    </message>
    <message>
        <source>The name is missing. Enter it to go on.</source>
        <translation>Chưa nhập họ tên. Nhập để tiếp tục.</translation>
    </message>
    <message numerus="yes">
        <source>The passphrase is too short. Use at least %n character(s).</source>
        <translation>
            <numerusform>Mật khẩu ngắn quá. Dùng ít nhất %n ký tự.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ. Type both again.</source>
        <translation>Hai mật khẩu không giống nhau. Nhập lại cả hai.</translation>
    </message>
    <message>
        <source>Both officers have the same passphrase. Each chooses their own.</source>
        <translation>Hai người trùng mật khẩu. Mỗi người tự chọn mật khẩu riêng.</translation>
    </message>
    <message>
        <source>%1 is set up already. Only with this passphrase the second officer can be added.</source>
        <translation>Đã tạo xong %1. Phải có mật khẩu của người này mới thêm được cán bộ thứ hai.</translation>
    </message>
    <message>
        <source>Enter the passphrase to go on.</source>
        <translation>Nhập mật khẩu để tiếp tục.</translation>
    </message>
    <message>
        <source>Setting up…</source>
        <translation>Đang thiết lập…</translation>
    </message>
    <message>
        <source>Set up both officers</source>
        <translation>Tạo hai cán bộ</translation>
    </message>
    <message>
        <source>Set up the second officer</source>
        <translation>Tạo cán bộ thứ hai</translation>
    </message>
    <message>
        <source>Set up this station</source>
        <translation>Thiết lập trạm</translation>
    </message>
    <message>
        <source>Two people must be able to open the station, so that one forgotten passphrase loses nothing. Each types their own passphrase; nobody can read it later.</source>
        <translation>Phải có hai người mở được trạm, để một người quên mật khẩu cũng không mất dữ liệu. Mỗi người tự nhập mật khẩu của mình; sau này không ai xem được.</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Chỉ huy</translation>
    </message>
    <message>
        <source>Second officer</source>
        <translation>Cán bộ thứ hai</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Họ và tên</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Nhập lại mật khẩu</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Vai trò</translation>
    </message>
</context>
<context>
    <name>station::SideBar</name>
    <message>
        <source>Home (Ctrl+1)</source>
        <translation>Trang chính (Ctrl+1)</translation>
    </message>
    <message>
        <source>Queue (Ctrl+2)</source>
        <translation>Hàng chờ gửi (Ctrl+2)</translation>
    </message>
    <message>
        <source>Devices (Ctrl+3)</source>
        <translation>Thiết bị (Ctrl+3)</translation>
    </message>
    <message>
        <source>Settings (Ctrl+4)</source>
        <translation>Cài đặt (Ctrl+4)</translation>
    </message>
    <message>
        <source>Station check (Ctrl+5)</source>
        <translation>Kiểm tra trạm (Ctrl+5)</translation>
    </message>
    <message>
        <source>Roster (Ctrl+6)</source>
        <translation>Danh sách (Ctrl+6)</translation>
    </message>
</context>
<context>
    <name>station::SignInPage</name>
    <message>
        <source>The station is locked</source>
        <translation>Trạm đang khóa</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Đăng nhập</translation>
    </message>
    <message>
        <source>The open case is kept behind this page. Unlock to go on where you were.</source>
        <translation>Hồ sơ đang mở vẫn được giữ. Mở khóa để làm tiếp từ chỗ đang dừng.</translation>
    </message>
    <message>
        <source>Unlock to go on where you were.</source>
        <translation>Mở khóa để làm tiếp từ chỗ đang dừng.</translation>
    </message>
    <message numerus="yes">
        <source>Too many wrong passphrases. Try again in %n second(s).</source>
        <translation>
            <numerusform>Nhập sai mật khẩu quá nhiều lần. Thử lại sau %n giây.</numerusform>
        </translation>
    </message>
    <message>
        <source>Signing in as another officer closes the open case. It is kept as a draft.</source>
        <translation>Nếu cán bộ khác đăng nhập, hồ sơ đang mở sẽ đóng lại và được giữ ở dạng làm dở.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>Unlock (Enter)</source>
        <translation>Mở khóa (Enter)</translation>
    </message>
    <message>
        <source>Sign in (Enter)</source>
        <translation>Đăng nhập (Enter)</translation>
    </message>
    <message numerus="yes">
        <source>%n packet(s) waiting to be sent, %1</source>
        <translation>
            <numerusform>%n hồ sơ chờ gửi, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>No packet is waiting to be sent</source>
        <translation>Không có hồ sơ nào chờ gửi</translation>
    </message>
    <message>
        <source>Commune %1</source>
        <translation>Xã %1</translation>
    </message>
    <message>
        <source>Identity enrollment station. Everything is kept on this computer, sealed, until the registry has it.</source>
        <translation>Trạm thu nhận căn cước. Mọi dữ liệu được niêm phong, giữ trên máy này cho đến khi trung tâm nhận.</translation>
    </message>
    <message>
        <source>&amp;Officer</source>
        <translation>&amp;Cán bộ</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>&amp;Mật khẩu</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ẩn</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Hiện</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Hiện mật khẩu</translation>
    </message>
    <message>
        <source>Officer</source>
        <translation>Cán bộ thu nhận</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Mật khẩu</translation>
    </message>
    <message>
        <source>Check the station…</source>
        <translation>Kiểm tra trạm…</translation>
    </message>
    <message>
        <source>Forgotten passphrase…</source>
        <translation>Quên mật khẩu…</translation>
    </message>
    <message>
        <source>Passphrases are bound to the security chip (TPM) of this station&apos;s computer, and it does not answer. A supervisor must use the recovery code: Forgotten passphrase.</source>
        <translation>Mật khẩu được gắn với chip bảo mật (TPM) của máy này, nhưng chip không trả lời. Chỉ huy phải dùng mã khôi phục: Quên mật khẩu.</translation>
    </message>
    <message numerus="yes">
        <source>The station's certificate ends in %n day(s). Ask for a new one: without it nothing is sent.</source>
        <translation>
            <numerusform>Chứng thư của trạm còn %n ngày. Hãy xin chứng thư mới: không có thì không gửi được gì.</numerusform>
        </translation>
    </message>
    <message>
        <source>The station's certificate has expired. Work goes on and packets stay here; nothing is sent until a new one is installed.</source>
        <translation>Chứng thư của trạm đã hết hạn. Vẫn làm việc bình thường, các gói được giữ tại đây; chưa gửi gì cho đến khi cài chứng thư mới.</translation>
    </message>
    <message>
        <source>By this computer's date the station's certificate is not valid yet. Check date and time; work goes on.</source>
        <translation>Theo ngày giờ của máy này thì chứng thư của trạm chưa có hiệu lực. Hãy kiểm tra ngày giờ; vẫn làm việc bình thường.</translation>
    </message>
</context>
<context>
    <name>station::TopBar</name>
    <message>
        <source>%1  ·  commune %2</source>
        <translation>%1  ·  xã %2</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting, %1</source>
        <translation>
            <numerusform>%n hồ sơ chờ gửi, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing waiting</source>
        <translation>Không có hồ sơ chờ gửi</translation>
    </message>
    <message>
        <source>Lock (Ctrl+L)</source>
        <translation>Khóa (Ctrl+L)</translation>
    </message>
    <message>
        <source>Vietnamese</source>
        <translation>Tiếng Việt</translation>
    </message>
    <message>
        <source>English</source>
        <translation>Tiếng Anh</translation>
    </message>
    <message>
        <source>Help (F1)</source>
        <translation>Hướng dẫn (F1)</translation>
    </message>
</context>
<context>
    <name>station::TroublePage</name>
    <message>
        <source>The station can&apos;t be opened</source>
        <translation>Không mở được trạm</translation>
    </message>
    <message>
        <source>No station has been set up on this computer yet. Ask whoever looks after it to set it up.</source>
        <translation>Máy này chưa được thiết lập làm trạm. Hãy nhờ người phụ trách máy thiết lập.</translation>
    </message>
    <message>
        <source>The station is open in another window</source>
        <translation>Trạm đã mở ở cửa sổ khác</translation>
    </message>
    <message>
        <source>Go on in the window that is open already: Alt+Tab brings it to the front. Nothing is lost.</source>
        <translation>Làm tiếp ở cửa sổ đang mở: nhấn Alt+Tab để đưa cửa sổ đó ra trước. Không mất gì cả.</translation>
    </message>
    <message>
        <source>Folder: %1</source>
        <translation>Thư mục: %1</translation>
    </message>
    <message>
        <source>Details for the help desk</source>
        <translation>Chi tiết cho bộ phận hỗ trợ</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Đóng chương trình</translation>
    </message>
</context>
<context>
    <name>station::CodePage</name>
    <message>
        <source>The station&apos;s recovery code</source>
        <translation>Mã khôi phục của trạm</translation>
    </message>
    <message>
        <source>If a supervisor forgets the passphrase, this code opens the station. It is shown this once and kept nowhere. Print it or write it down, put it in an envelope, sign over the flap, and keep it where the laptop is not.</source>
        <translation>Nếu chỉ huy quên mật khẩu, mã này mở được trạm. Mã chỉ hiện một lần này và không được lưu ở đâu cả. In hoặc chép ra giấy, cho vào phong bì, ký lên mép dán và cất ở nơi không có máy tính này.</translation>
    </message>
    <message>
        <source>Whoever has the laptop and this paper reads everything. There is no 0/O or 1/I in doubt: the letters I, L, O and U are not used.</source>
        <translation>Ai có máy tính này và tờ giấy này thì đọc được mọi thứ. Không lo nhầm 0/O hay 1/I: mã không dùng các chữ I, L, O và U.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Để sau</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>In</translation>
    </message>
    <message>
        <source>I have put it in the sealed envelope</source>
        <translation>Tôi đã cho vào phong bì niêm phong</translation>
    </message>
    <message>
        <source>Recovery code of the station %1</source>
        <translation>Mã khôi phục của trạm %1</translation>
    </message>
    <message>
        <source>For the sealed envelope. On the sign-in page: Forgotten passphrase.</source>
        <translation>Cất trong phong bì niêm phong. Dùng ở trang đăng nhập: Quên mật khẩu.</translation>
    </message>
    <message>
        <source>Sent to the printer. Compare the paper with the screen.</source>
        <translation>Đã gửi tới máy in. Đối chiếu tờ giấy với màn hình.</translation>
    </message>
    <message>
        <source>The printer took nothing. Check that it is on and has paper, or write the code down.</source>
        <translation>Máy in không nhận. Kiểm tra máy đã bật và còn giấy, hoặc chép mã ra giấy.</translation>
    </message>
</context>
<context>
    <name>station::ForgottenPage</name>
    <message numerus="yes">
        <source>Too many wrong codes. Try again in %n second(s).</source>
        <translation>
            <numerusform>Sai mã quá nhiều lần. Thử lại sau %n giây.</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not the code of this station, or it was replaced by a newer one. Look for the newest envelope.</source>
        <translation>Đây không phải mã của trạm này, hoặc mã đã được thay bằng mã mới hơn. Tìm phong bì mới nhất.</translation>
    </message>
    <message>
        <source>This station has no recovery code. Another supervisor must sign in.</source>
        <translation>Trạm này chưa có mã khôi phục. Phải có chỉ huy khác đăng nhập.</translation>
    </message>
    <message>
        <source>This passphrase is too easy to guess. Use a longer one, for example four words.</source>
        <translation>Mật khẩu này dễ đoán. Dùng mật khẩu dài hơn, ví dụ bốn từ.</translation>
    </message>
    <message>
        <source>The code is too long: it has eight groups of five.</source>
        <translation>Mã quá dài: mã chỉ có tám nhóm năm ký tự.</translation>
    </message>
    <message>
        <source>Group %1 of the code is mistyped. Compare it with the paper.</source>
        <translation>Nhóm %1 của mã gõ sai. Đối chiếu với tờ giấy.</translation>
    </message>
    <message numerus="yes">
        <source>The new passphrase is too short. Use at least %n character(s).</source>
        <translation>
            <numerusform>Mật khẩu mới quá ngắn. Dùng ít nhất %n ký tự.</numerusform>
        </translation>
    </message>
    <message>
        <source>The two passphrases differ. Type both again.</source>
        <translation>Hai mật khẩu không giống nhau. Nhập lại cả hai.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Đang kiểm tra…</translation>
    </message>
    <message>
        <source>Set the passphrase (Enter)</source>
        <translation>Đặt mật khẩu (Enter)</translation>
    </message>
    <message>
        <source>Forgotten passphrase</source>
        <translation>Quên mật khẩu</translation>
    </message>
    <message>
        <source>With the recovery code from the sealed envelope a supervisor sets a new passphrase. The code is used up then, and a new one is shown. An officer&apos;s passphrase is set anew by a supervisor: remove the officer and add them again.</source>
        <translation>Với mã khôi phục trong phong bì niêm phong, chỉ huy đặt mật khẩu mới. Mã dùng xong là hết hiệu lực và mã mới sẽ hiện ra. Mật khẩu của cán bộ do chỉ huy đặt lại: xoá cán bộ rồi thêm lại.</translation>
    </message>
    <message>
        <source>Supervisor</source>
        <translation>Chỉ huy</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>Mã khôi phục</translation>
    </message>
    <message>
        <source>Eight groups of five. Capital or small letters, with or without hyphens.</source>
        <translation>Tám nhóm, mỗi nhóm năm ký tự. Chữ hoa hay chữ thường, có hay không có gạch nối đều được.</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>Mật khẩu mới</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>Nhập lại mật khẩu</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Quay lại (Esc)</translation>
    </message>
</context>
<context>
    <name>station::BundleList</name>
    <message>
        <source>From station %1</source>
        <translation>Từ trạm %1</translation>
    </message>
    <message>
        <source>To station %1</source>
        <translation>Gửi trạm %1</translation>
    </message>
    <message>
        <source>packets: %1</source>
        <translation>%1 hồ sơ</translation>
    </message>
    <message>
        <source>Handed over and brought here</source>
        <translation>Đã bàn giao và tiếp nhận</translation>
    </message>
    <message>
        <source>Nothing has been handed over or brought here yet.</source>
        <translation>Chưa bàn giao hay tiếp nhận gói nào.</translation>
    </message>
    <message>
        <source>Write it again to the stick</source>
        <translation>Ghi lại ra USB</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>Lấy lại…</translation>
    </message>
    <message>
        <source>Only a supervisor takes packets back.</source>
        <translation>Chỉ chỉ huy mới được lấy lại hồ sơ.</translation>
    </message>
    <message>
        <source>Why are they taken back? The registry then decides who sends them, so that nothing is sent twice.</source>
        <translation>Vì sao lấy lại? Trung tâm sẽ quyết định bên nào gửi, nên không hồ sơ nào bị gửi hai lần.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Lý do</translation>
    </message>
    <message>
        <source>Choose the reason</source>
        <translation>Chọn lý do</translation>
    </message>
    <message>
        <source>The stick is lost or broken</source>
        <translation>USB bị mất hoặc hỏng</translation>
    </message>
    <message>
        <source>The other station cannot send them</source>
        <translation>Trạm kia không gửi được</translation>
    </message>
    <message>
        <source>It was handed over by mistake</source>
        <translation>Bàn giao nhầm</translation>
    </message>
    <message>
        <source>Take the packets back</source>
        <translation>Lấy lại hồ sơ</translation>
    </message>
    <message>
        <source>Do not take back</source>
        <translation>Không lấy lại</translation>
    </message>
</context>
<context>
    <name>station::HandOverPage</name>
    <message>
        <source>Plug in the stick and choose it, or choose a folder.</source>
        <translation>Hãy cắm USB rồi chọn USB, hoặc chọn một thư mục.</translation>
    </message>
    <message>
        <source>Write the other station&apos;s id. It stands at the top of this page there, for example tram-14620.</source>
        <translation>Hãy ghi mã của trạm kia. Mã ghi ở đầu trang này trên máy của trạm đó, ví dụ tram-14620.</translation>
    </message>
    <message>
        <source>This is our own station. Write the id of the one that will send the packets.</source>
        <translation>Đây là mã trạm mình. Hãy ghi mã của trạm sẽ gửi thay.</translation>
    </message>
    <message>
        <source>Choose at least one packet.</source>
        <translation>Hãy chọn ít nhất một hồ sơ.</translation>
    </message>
    <message>
        <source>The stick&apos;s folder</source>
        <translation>Thư mục của USB</translation>
    </message>
    <message>
        <source>Hand over by USB (packets: %1)</source>
        <translation>Bàn giao bằng USB (%1 hồ sơ)</translation>
    </message>
    <message>
        <source>Choose all</source>
        <translation>Chọn tất cả</translation>
    </message>
    <message>
        <source>Choose none</source>
        <translation>Bỏ chọn tất cả</translation>
    </message>
    <message>
        <source>%1 (takes no writing)</source>
        <translation>%1 (không cho ghi)</translation>
    </message>
    <message>
        <source>%1 (%2 free)</source>
        <translation>%1 (còn trống %2)</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>Hand over by USB</source>
        <translation>Bàn giao bằng USB</translation>
    </message>
    <message>
        <source>Back to the queue</source>
        <translation>Về hàng chờ gửi</translation>
    </message>
    <message>
        <source>USB stick</source>
        <translation>USB</translation>
    </message>
    <message>
        <source>Station that will send the packets</source>
        <translation>Mã trạm sẽ gửi thay</translation>
    </message>
    <message>
        <source>Plug the stick in, or choose a folder</source>
        <translation>Cắm USB, hoặc chọn thư mục</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Chọn thư mục…</translation>
    </message>
    <message>
        <source>Look again for sticks</source>
        <translation>Tìm lại USB</translation>
    </message>
    <message>
        <source>Packets that wait here</source>
        <translation>Hồ sơ đang chờ ở đây</translation>
    </message>
    <message>
        <source>Has another station given you a stick, or has yours come back?</source>
        <translation>Trạm khác đưa USB đến, hay USB của trạm mình đã về?</translation>
    </message>
    <message>
        <source>Take over from USB</source>
        <translation>Tiếp nhận từ USB</translation>
    </message>
    <message>
        <source>Read acknowledgement</source>
        <translation>Đọc biên nhận</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Dừng</translation>
    </message>
    <message>
        <source>This station&apos;s id: %1</source>
        <translation>Mã trạm này: %1</translation>
    </message>
    <message>
        <source>This station has no certificate yet</source>
        <translation>Trạm này chưa có chứng thư</translation>
    </message>
    <message>
        <source>No packet waits here.</source>
        <translation>Không có hồ sơ nào đang chờ ở đây.</translation>
    </message>
</context>
<context>
    <name>station::RosterModel</name>
    <message>
        <source>Found by</source>
        <translation>Tìm thấy theo</translation>
    </message>
</context>
<context>
    <name>station::ClassForm</name>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>ngày/tháng/năm</translation>
    </message>
    <message>
        <source>%1 (must be said)</source>
        <translation>%1 (bắt buộc)</translation>
    </message>
    <message>
        <source>Still to be said: %1.</source>
        <translation>Còn thiếu: %1.</translation>
    </message>
    <message>
        <source>Type the day to come back as dd/mm/yyyy.</source>
        <translation>Ghi ngày hẹn theo dạng ngày/tháng/năm, ví dụ 05/12/2026.</translation>
    </message>
    <message>
        <source>Say how this is known.</source>
        <translation>Ghi rõ biết qua đâu.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Diện</translation>
    </message>
    <message>
        <source>Choose the class</source>
        <translation>Chọn diện</translation>
    </message>
    <message>
        <source>Come back on</source>
        <translation>Hẹn gặp lại ngày</translation>
    </message>
    <message>
        <source>How is this known?</source>
        <translation>Biết qua đâu?</translation>
    </message>
    <message>
        <source>e.g. said by the family on the phone</source>
        <translation>ví dụ: người nhà nói qua điện thoại</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Lưu</translation>
    </message>
    <message>
        <source>Leave as it was</source>
        <translation>Giữ như cũ</translation>
    </message>
</context>
<context>
    <name>station::RosterPage</name>
    <message>
        <source>Roster</source>
        <translation>Danh sách người cần thu nhận</translation>
    </message>
    <message>
        <source>Name, number, phone or hamlet</source>
        <translation>Họ tên, số định danh, điện thoại hoặc thôn xóm</translation>
    </message>
    <message>
        <source>Search in the roster</source>
        <translation>Tìm trong danh sách</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Những người tìm thấy</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Tìm</translation>
    </message>
    <message>
        <source>To be seen again</source>
        <translation>Cần gặp lại</translation>
    </message>
    <message>
        <source>Turning 14</source>
        <translation>Sắp đủ 14 tuổi</translation>
    </message>
    <message>
        <source>What officers changed</source>
        <translation>Cán bộ đã sửa</translation>
    </message>
    <message>
        <source>Change class or details…</source>
        <translation>Sửa diện hoặc thông tin…</translation>
    </message>
    <message>
        <source>Type some letters of the name, without diacritics too, a number, a phone or the hamlet. A card&apos;s QR code may be scanned here.</source>
        <translation>Gõ vài chữ của họ tên (không dấu cũng được), số định danh, điện thoại hoặc thôn xóm. Có thể quét mã QR trên thẻ.</translation>
    </message>
    <message>
        <source>Nobody in the roster has this card&apos;s number.</source>
        <translation>Không có ai trong danh sách mang số trên thẻ này.</translation>
    </message>
    <message>
        <source>Nobody in the roster fits. Fewer letters find more.</source>
        <translation>Không có ai trong danh sách khớp. Gõ ít chữ hơn sẽ ra nhiều hơn.</translation>
    </message>
    <message>
        <source>Nobody is to be seen again by today.</source>
        <translation>Đến hôm nay không có ai cần gặp lại.</translation>
    </message>
    <message>
        <source>Nobody turns 14 in the next 60 days.</source>
        <translation>Trong 60 ngày tới không có ai đủ 14 tuổi.</translation>
    </message>
    <message>
        <source>%1 of %2 people. More letters find fewer.</source>
        <translation>%1 trong %2 người. Gõ thêm chữ để thu hẹp.</translation>
    </message>
    <message numerus="yes">
        <source>%n people</source>
        <translation>
            <numerusform>%n người</numerusform>
        </translation>
    </message>
    <message>
        <source>The roster is being opened …</source>
        <translation>Đang mở danh sách …</translation>
    </message>
    <message>
        <source>There is no roster yet. A supervisor brings it in: enrollctl roster import.</source>
        <translation>Chưa có danh sách. Chỉ huy nhập bằng lệnh enrollctl roster import.</translation>
    </message>
    <message>
        <source>%1 people, as of %2 (%3)</source>
        <translation>%1 người, theo dữ liệu ngày %2 (%3)</translation>
    </message>
    <message>
        <source>Come back on %1</source>
        <translation>Hẹn gặp lại ngày %1</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Việc tiếp theo: %1</translation>
    </message>
    <message>
        <source>%1: an officer recorded “%2”, the extract says “%3”</source>
        <translation>%1: cán bộ ghi “%2”, trích xuất ghi “%3”</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Đã lưu.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Thông tin</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>Taken back: %1</source>
        <translation>Đã hoàn tác: %1</translation>
    </message>
</context>
</TS>
