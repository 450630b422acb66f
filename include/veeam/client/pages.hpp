#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include <veeam/client/options.hpp>
#include <veeam/core/result.hpp>
#include <veeam/http/paging.hpp>

namespace veeam::inline v0 {

/// The pages of a list, fetched one by one as the loop goes on: an input range of `result<page<T>>` and a view.
///
/// The first request is sent by `begin()`. A page that cannot be fetched is the last element, an error. One page is in
/// memory at a time. Made by `client::pages`; the client must outlive it. Not to be moved once `begin()` was called.
template <class Client, list_operation Op>
class pages_view {
public:
    using page_type = page<typename Op::item>;

    pages_view(Client& client, Op op, call_options options)
        : client_(&client), options_(std::move(options)), pager_(std::move(op), client.codec(), options_.max_pages) {}
    pages_view(pages_view&&) = default;
    pages_view& operator=(pages_view&&) = default;

    class iterator {
    public:
        using value_type = result<page_type>;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(pages_view& view) noexcept : view_(&view) {}

        value_type& operator*() const noexcept { return *view_->current_; }
        value_type* operator->() const noexcept { return &*view_->current_; }
        iterator& operator++() {
            view_->fetch();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const noexcept { return !view_->current_; }

    private:
        pages_view* view_{};
    };

    iterator begin() {
        if (!started_) {
            started_ = true;
            fetch();
        }
        return iterator(*this);
    }
    std::default_sentinel_t end() const noexcept { return {}; }

    /// The size of the whole list, once a page was fetched and if the server tells.
    std::optional<std::int64_t> total() const noexcept { return total_; }

private:
    void fetch() {
        current_.reset();
        if (pager_.ended()) return;
        auto request = pager_.next();
        if (!request) {
            current_.emplace(request.error());
            return;
        }
        auto const got = client_->exchange(*std::move(request), options_, true);
        if (got.outcome) current_.emplace(pager_.take(*got.outcome));
        else current_.emplace(got.outcome.error());
        if (!*current_) *current_ = got.redact(current_->error());
        // A failure on the wire ends the walk as well; the machine has not seen it.
        if (!*current_) pager_.stop();
        else if ((*current_)->total) total_ = (*current_)->total;
    }

    Client* client_;
    call_options options_;
    pager<Op, typename Client::codec_type> pager_;
    std::optional<result<page_type>> current_{};
    std::optional<std::int64_t> total_{};
    bool started_{};
};

/// The items of all pages of a list: an input range of `T` and a view. Throws `api_error` where a page cannot be
/// fetched.
///
/// Made by `client::items`; the client must outlive it. Not to be moved once `begin()` was called.
template <class Client, list_operation Op>
class items_view {
public:
    using item_type = typename Op::item;

    explicit items_view(pages_view<Client, Op> pages) : pages_(std::move(pages)) {}
    items_view(items_view&&) = default;
    items_view& operator=(items_view&&) = default;

    class iterator {
    public:
        using value_type = item_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(items_view& view) noexcept : view_(&view) {}

        value_type& operator*() const { return (*view_->page_)->items[view_->index_]; }
        value_type* operator->() const { return &**this; }
        iterator& operator++() {
            ++view_->index_;
            view_->settle();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t end) const noexcept { return view_->page_ == end; }

    private:
        items_view* view_{};
    };

    iterator begin() {
        page_ = pages_.begin();
        settle();
        return iterator(*this);
    }
    std::default_sentinel_t end() const noexcept { return {}; }

    /// The size of the whole list, once a page was fetched and if the server tells.
    std::optional<std::int64_t> total() const noexcept { return pages_.total(); }

private:
    /// Goes on to the next item, past pages that have none.
    void settle() {
        for (; page_ != std::default_sentinel; ++page_, index_ = 0) {
            if (!*page_) throw api_error(page_->error());
            if (index_ < (*page_)->items.size()) return;
        }
    }

    pages_view<Client, Op> pages_;
    typename pages_view<Client, Op>::iterator page_{};
    std::size_t index_{};
};

}  // namespace veeam::inline v0

// Specialised instead of inherited from: `<ranges>` would double the compile time of every program with a client.
template <class Client, class Op>
inline constexpr bool std::ranges::enable_view<veeam::pages_view<Client, Op>> = true;
template <class Client, class Op>
inline constexpr bool std::ranges::enable_view<veeam::items_view<Client, Op>> = true;
