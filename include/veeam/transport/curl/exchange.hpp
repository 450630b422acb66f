#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

#include <curl/curl.h>

#include <veeam/core/error.hpp>
#include <veeam/http/message.hpp>
#include <veeam/transport/common/answer_receiver.hpp>
#include <veeam/transport/common/inflater.hpp>
#include <veeam/transport/curl/handle.hpp>

namespace veeam::inline v0::detail {

/// One request and its answer on one handle: what libcurl calls back, and the loop that drives it.
///
/// The functions that C code calls throw nothing.
class curl_exchange {
public:
    curl_exchange(curl_handle& on, request const& r, std::size_t max_body)
        : handle_(on), request_(r), answer_(r, max_body), source_(r.upload) {}
    curl_exchange(curl_exchange const&) = delete;
    curl_exchange& operator=(curl_exchange const&) = delete;

    /// How an exchange ended.
    enum class ending : unsigned char { complete, cancelled, past_deadline, silent };

    /// Sets the callbacks and the method with its body. An error: the source of the body cannot be sent again.
    std::optional<error> prepare() {
        CURL* const easy = handle_.easy();
        curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, text_.data());
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &curl_exchange::on_header);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &curl_exchange::on_body);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
        curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &curl_exchange::on_sending);
        curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
        bool const takes_body = request_.method == http_method::post || request_.method == http_method::put ||
                                request_.method == http_method::patch;
        auto const size = request_.upload != nullptr ? request_.upload->size() : std::optional<std::uint64_t>();
        if (request_.upload != nullptr) {
            if (auto problem = request_.upload->rewind()) return problem;
            size_ = size;
        }
        if (request_.upload != nullptr && size != 0u) {
            curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
            curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, size ? static_cast<curl_off_t>(*size) : curl_off_t{-1});
            curl_easy_setopt(easy, CURLOPT_READFUNCTION, &curl_exchange::on_read);
            curl_easy_setopt(easy, CURLOPT_READDATA, this);
        } else if (takes_body || !request_.body.empty()) {
            curl_easy_setopt(easy, CURLOPT_POST, 1L);
            curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request_.body.c_str());
        }
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, std::string(to_text(request_.method)).c_str());
        return std::nullopt;
    }

    /// Sends and receives until the answer is complete, something fails, the deadline passes, a stop is requested, or
    /// nothing has moved for `patience` since the request could be sent.
    ending drive(std::chrono::milliseconds patience) {
        using clock = std::chrono::steady_clock;
        CURLM* const multi = handle_.multi();
        std::stop_callback const wake(request_.stop, [multi] { curl_multi_wakeup(multi); });
        curl_multi_add_handle(multi, handle_.easy());
        auto last_sign = clock::now();
        auto moved = progress();
        ending outcome = ending::complete;
        for (;;) {
            int running = 0;
            if (CURLMcode const code = curl_multi_perform(multi, &running); code != CURLM_OK) {
                result_ = code == CURLM_OUT_OF_MEMORY ? CURLE_OUT_OF_MEMORY : CURLE_FAILED_INIT;
                break;
            }
            if (running == 0) break;
            auto const now = clock::now();
            if (auto const here = progress(); here != moved) {
                moved = here;
                last_sign = now;
            }
            if (request_.stop.stop_requested()) outcome = ending::cancelled;
            else if (request_.deadline && now >= *request_.deadline) outcome = ending::past_deadline;
            else if (sendings_ != 0 && now - last_sign >= patience) outcome = ending::silent;
            if (outcome != ending::complete) break;
            auto until = now + std::chrono::minutes(1);
            if (sendings_ != 0) until = std::min(until, last_sign + patience);
            if (request_.deadline) until = std::min(until, *request_.deadline);
            auto const wait = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
            curl_multi_poll(multi, nullptr, 0, static_cast<int>(wait), nullptr);
        }
        int left = 0;
        while (CURLMsg const* const message = curl_multi_info_read(multi, &left))
            if (message->msg == CURLMSG_DONE) result_ = message->data.result;
        curl_multi_remove_handle(multi, handle_.easy());
        curl_easy_setopt(handle_.easy(), CURLOPT_ERRORBUFFER, nullptr);
        return outcome;
    }

    CURLcode result_code() const noexcept { return result_; }
    /// Whether the connection was ready, so that the server may have seen the request.
    bool was_sent() const noexcept { return sendings_ != 0; }
    /// Whether libcurl wanted to send the request once more by itself, and was kept from it.
    bool was_dropped() const noexcept { return sendings_ > 1; }
    /// libcurl's words, without what stands in front of OpenSSL's reason.
    std::string reason() const {
        std::string_view const all(text_.data());
        if (all.find("error:") == std::string_view::npos) return std::string(all);
        std::string_view const last = all.substr(all.rfind(':') + 1);
        return std::string(last.substr(std::min(last.find_first_not_of(' '), last.size())));
    }

    answer_receiver<inflater>& answer() noexcept { return answer_; }
    source_reader const& source() const noexcept { return source_; }
    bool head_was_too_large() const noexcept { return head_size_ > max_answer_head; }

private:
    std::array<curl_off_t, 3> progress() const noexcept {
        CURL* const easy = handle_.easy();
        std::array<curl_off_t, 3> out{};
        curl_easy_getinfo(easy, CURLINFO_SIZE_UPLOAD_T, &out[0]);
        curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &out[1]);
        out[2] = static_cast<curl_off_t>(head_size_) + sendings_;
        return out;
    }

    // libcurl repeats any request, also a POST, whose connection was used before and ended without an answer.
    static int on_sending(void* self, char*, char*, int, int) noexcept {
        return ++static_cast<curl_exchange*>(self)->sendings_ == 1 ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
    }

    static std::size_t on_header(char const* data, std::size_t one, std::size_t count, void* self) noexcept {
        std::size_t const size = one * count;
        return static_cast<curl_exchange*>(self)->take_line({data, size}) ? size : 0;
    }

    static std::size_t on_body(char const* data, std::size_t one, std::size_t count, void* self) noexcept {
        std::size_t const size = one * count;
        return static_cast<curl_exchange*>(self)->answer_.take({data, size}) ? size : 0;
    }

    static std::size_t on_read(char* into, std::size_t one, std::size_t count, void* self) noexcept {
        return static_cast<curl_exchange*>(self)->read({into, one * count});
    }

    std::size_t read(std::span<char> into) noexcept {
        if (size_) into = into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), *size_ - read_)));
        if (into.empty()) return 0;
        auto const got = source_.read(into);
        if (!got) return CURL_READFUNC_ABORT;
        read_ += *got;
        if (*got == 0 && size_) {
            source_.ended_early(read_, *size_);
            return CURL_READFUNC_ABORT;
        }
        return *got;
    }

    bool take_line(std::string_view line) noexcept {
        try {
            if (answer_.begun()) return true;  // a trailer behind a body in chunks
            head_size_ += line.size();
            if (head_was_too_large()) return false;
            while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
            if (line.starts_with("HTTP/")) return take_status_line(line);
            if (!line.empty()) return take_field(line);
            // An answer in front of the answer: 100, 103.
            if (status_ < 200 && status_ != 101) return true;
            return answer_.begin(status_, std::move(headers_));
        } catch (...) {
            return false;  // out of memory; what libcurl makes of it is an error too
        }
    }

    bool take_status_line(std::string_view line) {
        headers_ = {};
        std::size_t const space = std::min(line.find(' '), line.size());
        std::string_view const number = line.substr(std::min(space + 1, line.size()), 3);
        status_ = 0;
        std::from_chars(number.data(), number.data() + number.size(), status_);
        return true;
    }

    bool take_field(std::string_view line) {
        std::size_t const colon = line.find(':');
        if (colon != std::string_view::npos && line.front() != ' ' && line.front() != '\t')
            headers_.add(std::string(line.substr(0, colon)), std::string(trim_blanks(line.substr(colon + 1))));
        return true;
    }

    curl_handle& handle_;
    request const& request_;
    answer_receiver<inflater> answer_;
    source_reader source_;
    std::optional<std::uint64_t> size_{};
    std::uint64_t read_{};
    veeam::headers headers_{};
    std::size_t head_size_{};
    int status_{};
    int sendings_{};
    CURLcode result_{CURLE_OK};
    std::array<char, CURL_ERROR_SIZE> text_{};
};

}  // namespace veeam::inline v0::detail
