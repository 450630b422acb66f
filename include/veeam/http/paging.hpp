#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <veeam/codec/codec.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/followed_target.hpp>
#include <veeam/http/from_response.hpp>
#include <veeam/http/operation.hpp>
#include <veeam/http/pagers.hpp>
#include <veeam/http/plain_text.hpp>
#include <veeam/http/to_request.hpp>

namespace veeam::inline v0 {

/// A list operation: one whose answers are pages.
template <class Op>
concept list_operation = operation<Op> && requires {
    typename Op::item;
    typename Op::pager;
};

/// One page of a list.
template <class T>
struct page {
    std::vector<T> items{};
    std::optional<std::int64_t> total{};  ///< Size of the whole list, if the server tells.
};

namespace detail {

/// A number that a caller may have set: an optional, a required or a plain member.
inline std::optional<std::int64_t> number_of(std::optional<std::int64_t> const& value) noexcept { return value; }
inline std::optional<std::int64_t> number_of(required<std::int64_t> const& value) noexcept { return *value; }

}  // namespace detail

/// The machine of one walk over the pages of a list.
///
/// Ask `next()` for a request while `!ended()`, and give each answer to `take()`. It guards against servers that repeat
/// a link, ignore the offset or send an empty page in the middle: each ends the walk with an error of kind `decode`.
/// After an error the walk has ended.
///
/// @par Example
/// @code
/// auto const first_page = []<veeam::list_operation Op>(Op op, auto const& codec, auto& wire) {
///     veeam::pager<Op, std::remove_cvref_t<decltype(codec)>> walk(op, codec, 1);
///     return walk.take(wire.send(walk.next().value()).value());
/// };
/// @endcode
template <list_operation Op, codec Codec>
class pager {
public:
    using item_type = typename Op::item;
    using page_type = page<item_type>;

    /// After `max_pages` pages the next request is an error, if there is more to come.
    pager(Op op, Codec codec, std::size_t max_pages)
        : op_(std::move(op)), codec_(std::move(codec)), max_pages_(max_pages) {}

    bool ended() const noexcept { return ended_; }
    /// Ends the walk, for example because a request could not be sent.
    void stop() noexcept { ended_ = true; }

    /// The request for the next page. Requires `!ended()`.
    result<request> next() {
        if (pages_ == max_pages_)
            return end(
                error({.kind = error_kind::invalid_request,
                       .operation = name(),
                       .message = "stopped after " + std::to_string(pages_) + " pages (max_pages); more follow"}));
        auto out = to_request(op_, codec_);
        if (!out) return end(out.error());
        if (!link_.empty()) out->target = link_;
        if constexpr (follows_links) seen_.insert(out->target);
        return out;
    }

    /// Reads the page that the server answered with.
    result<page_type> take(response const& answer) {
        auto document = from_response<Op>(answer, codec_);
        if (!document) return end(document.error());
        page_type out;
        ++pages_;
        if constexpr (requires { Op::total; })
            if (auto const* total = Op::total.in(std::as_const(*document))) out.total = *total;
        auto* const items = items_of(*document);
        std::size_t const count = items != nullptr ? items->size() : 0;
        if constexpr (counts_offsets)
            if (auto problem = check_progress(items, out.total)) return end(*std::move(problem));
        if (auto problem = go_on(*document, count, out.total, typename Op::pager{})) return end(*std::move(problem));
        if (items != nullptr) out.items = std::move(*items);
        return out;
    }

private:
    using kind = typename Op::pager;
    static constexpr bool follows_links =
        std::is_same_v<kind, pagers::em_links> || std::is_same_v<kind, pagers::offset_hal>;
    static constexpr bool counts_offsets = !std::is_same_v<kind, pagers::em_links>;

    static std::string name() { return std::string(Op::facts.name); }
    static error broken(std::string message) {
        return error(
            {.kind = error_kind::decode, .was_sent = sent::maybe, .operation = name(), .message = std::move(message)});
    }
    error end(error e) {
        ended_ = true;
        return e;
    }

    template <class Document>
    static auto* items_of(Document& document) noexcept {
        if constexpr (requires { Op::items; }) return Op::items.in(document);
        else return &document;
    }

    /// The parameter that counts items before the page.
    auto& offset() noexcept {
        if constexpr (std::is_same_v<kind, pagers::odata_skip>) return op_.skip;
        else return op_.offset;
    }
    std::optional<std::int64_t> limit() const noexcept {
        if constexpr (std::is_same_v<kind, pagers::odata_skip>) return detail::number_of(op_.top);
        else return detail::number_of(op_.limit);
    }
    std::int64_t position() noexcept { return detail::number_of(offset()).value_or(0); }

    /// Compares a page with the one before, by its first and last item: one page in memory is enough.
    template <class Items>
    std::optional<error> check_progress(Items const* items, std::optional<std::int64_t> total) {
        std::size_t const count = items != nullptr ? items->size() : 0;
        if (count == 0) {
            if (total && position() < *total)
                return broken("the server sent an empty page at offset " + std::to_string(position()) + " of " +
                              std::to_string(*total));
            return std::nullopt;
        }
        if (ends_.size() == 2 && count == count_ && items->front() == ends_[0] && items->back() == ends_[1])
            return broken("the server ignores the offset: page " + std::to_string(pages_) + " is page " +
                          std::to_string(pages_ - 1) + " again");
        ends_.assign({items->front(), items->back()});
        count_ = count;
        return std::nullopt;
    }

    /// Decides where the walk goes after a page; an error if it cannot go on.
    template <class Document>
    std::optional<error> go_on(Document const& document, std::size_t, std::optional<std::int64_t>, pagers::em_links) {
        if (auto const* links = Op::next_links.in(document))
            for (auto const& link : *links)
                if (detail::equal_ignoring_case(detail::plain_text(link.rel), "Next"))
                    return follow(detail::plain_text(link.href));
        ended_ = true;
        return std::nullopt;
    }

    template <class Document>
    std::optional<error> go_on(Document const&, std::size_t count, std::optional<std::int64_t> total,
                               pagers::offset_total) {
        std::int64_t const reached = position() + static_cast<std::int64_t>(count);
        if (total) ended_ = reached >= *total;
        else ended_ = is_last(count, limit());
        offset() = reached;
        return std::nullopt;
    }

    template <class Document>
    std::optional<error> go_on(Document const& document, std::size_t count, std::optional<std::int64_t>,
                               pagers::offset_hal) {
        auto const* links = Op::links.in(document);
        if (links != nullptr)
            for (auto const& [rel, link] : *links)
                if (detail::equal_ignoring_case(rel, "next"))
                    if (std::string const href = detail::plain_text(link.href); !href.empty()) return follow(href);
        // Without a link a full page may still have a successor, and asking for it costs one request. A server that
        // sent links before, or whose pages have no known size, knows where its list ends.
        auto size = limit();
        if constexpr (requires { size = document.limit; })
            if (!size) size = document.limit;  // what the server chose
        bool const has_links = links != nullptr && !links->empty();
        ended_ = is_last(count, size) || !link_.empty() || (has_links && !size);
        offset() = position() + static_cast<std::int64_t>(count);
        if constexpr (requires { op_.set_id = document.set_id; })
            if (document.set_id && !document.set_id->is_nil()) op_.set_id = document.set_id;
        return std::nullopt;
    }

    template <class Document>
    std::optional<error> go_on(Document const&, std::size_t count, std::optional<std::int64_t>, pagers::odata_skip) {
        ended_ = is_last(count, limit());
        offset() = position() + static_cast<std::int64_t>(count);
        return std::nullopt;
    }

    static bool is_last(std::size_t count, std::optional<std::int64_t> size) noexcept {
        return count == 0 || (size && static_cast<std::int64_t>(count) < *size);
    }

    std::optional<error> follow(std::string_view href) {
        auto target = followed_target(href, Op::facts.api != nullptr ? Op::facts.api->base_path : std::string_view{});
        if (!target) return target.error().in(Op::facts.name);
        if (seen_.contains(*target))
            return broken("the server repeats a page: " + one_line(*target, 300) + " was asked for before");
        link_ = *std::move(target);
        return std::nullopt;
    }

    Op op_;
    Codec codec_;
    std::size_t max_pages_;
    std::size_t pages_{};
    std::size_t count_{};
    std::vector<item_type> ends_{};  // first and last item of the page before
    std::string link_{};
    std::set<std::string, std::less<>> seen_{};
    bool ended_{};
};

}  // namespace veeam::inline v0
