#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <veeam/codec/json/cursor.hpp>
#include <veeam/codec/json/members.hpp>
#include <veeam/codec/json/writer.hpp>
#include <veeam/codec/table.hpp>
#include <veeam/core/error.hpp>

namespace veeam::inline v0::json::detail {

/// A value as another parser reports it, or the start of an object or a list.
struct event {
    enum class what : std::uint8_t { null, boolean, integer, large_integer, number, string, object, list };

    what is{};
    bool boolean{};
    std::int64_t integer{};
    std::uint64_t large_integer{};  ///< From 2^63 on.
    double number{};
    std::string_view text{};  ///< Of a string, or of a number as it stood in the document; may be empty for a number.
};

/// The text of a number that is no 64-bit integer.
inline std::string number_text(event const& e) {
    if (!e.text.empty()) return std::string(e.text);
    char buffer[32];
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, e.number).ptr);
}

/// Passes an event to a sink of `emitter`; false for text that is not UTF-8 and numbers that JSON does not have.
template <class Sink>
bool put(Sink& out, event const& e) {
    switch (e.is) {
        case event::what::null: out.null(); return true;
        case event::what::boolean: out.boolean(e.boolean); return true;
        case event::what::integer: out.integer(e.integer); return true;
        case event::what::large_integer: return out.raw(std::to_string(e.large_integer));
        case event::what::number: return e.text.empty() ? out.number(e.number) : out.raw(e.text);
        case event::what::string: return out.text(e.text);
        case event::what::object: out.begin_object(); return true;
        case event::what::list: out.begin_list(); return true;
    }
    return true;
}

/// Fills structs from the events of another parser, driven by their field tables, as `reader` does from a text.
///
/// Every function returns false when the document is not what it should be; then `problem()` says why.
class event_reader {
public:
    event_reader(field const& row, void* value, read_options const& options) noexcept
        : root_row_(row),
          root_(value),
          max_depth_(options.max_depth < depth_ceiling ? options.max_depth : depth_ceiling) {}

    /// A whole value, or the start of an object or a list that `end` closes.
    bool value(event const& e) {
        bool const opens = e.is == event::what::object || e.is == event::what::list;
        if (opens && ++depth_ > max_depth_) return fail("nested deeper than " + std::to_string(max_depth_) + " levels");
        if (e.is == event::what::string && !is_utf8(e.text)) return fail("a string must be UTF-8");
        if (e.is == event::what::number && !std::isfinite(e.number))
            return fail("JSON has no number for NaN and infinity");
        if (!(capture_ ? captured(e) : placed(e))) return false;
        if (!opens) finished();
        return true;
    }

    bool key(std::string_view name) {
        if (!is_utf8(name)) return fail("a member name must be UTF-8");
        if (capture_) return capture_->key_text(name);
        frame& top = frames_.back();
        top.name = name;
        top.in_child = true;
        top.row = no_row;
        if (top.is == frame::kind::object) {
            top.row = find_row(*top.type, name, top.next);
            if (top.row != no_row) {
                top.next = top.row + 1;
                top.after = static_cast<std::uint16_t>(top.row);
            }
        } else if (top.is == frame::kind::wrapper && is_item_name(*top.type, *top.row_facts, name)) {
            top.row = 0;
        }
        bool const is_new = top.row == no_row ? top.names.insert(name) : top.met.insert(top.row);
        return is_new || fail("the member is there twice");
    }

    /// The end of an object or a list.
    bool end(bool object) {
        --depth_;
        if (capture_) {
            if (object) capture_->end_object();
            else capture_->end_list();
            if (--capture_depth_ == 0) finish_capture();
        } else {
            frame const& top = frames_.back();
            if (top.is == frame::kind::object) {
                std::size_t const missing = first_missing(*top.type, top.met);
                if (missing != no_row) return lacks(top.type->rows[missing]);
            }
            frames_.pop_back();
        }
        finished();
        return true;
    }

    /// Notes why reading ends; always false. `child` is where, below the value that was read last.
    bool fail(std::string message, std::string_view child = {}) {
        message_ = std::move(message);
        path_text path;
        if (!child.empty()) path.prepend(child);
        for (std::size_t i = frames_.size(); i-- > 0;) {
            frame const& f = frames_[i];
            if (!f.in_child) continue;
            switch (f.is) {
                case frame::kind::list: path.prepend(f.index); break;
                case frame::kind::map: path.prepend(f.name); break;
                case frame::kind::object:
                    path.prepend(f.row == no_row ? std::string_view(f.name) : f.type->rows[f.row].names.json());
                    break;
                case frame::kind::wrapper:
                    // The wrapped list goes by the name of its wrapper, as in the struct.
                    if (f.row == no_row) path.prepend(f.name);
                    else if (i + 1 == frames_.size()) path.prepend(f.row_facts->names.json_item());
                    break;
            }
        }
        path_ = path.text();
        return false;
    }

    error problem(std::optional<std::uint64_t> offset = std::nullopt) const {
        return error({.kind = error_kind::decode, .message = message_, .path = path_, .offset = offset});
    }

private:
    /// An object or list that is open.
    struct frame {
        enum class kind : std::uint8_t { object, wrapper, list, map };

        kind is{};
        bool in_child{};           ///< Between the key or start of a child and its end.
        type_table const* type{};  ///< object, and wrapper: of the object around it
        void* object{};            ///< object, and wrapper: the object around it
        field const* row_facts{};  ///< wrapper, list, map
        void* member{};            ///< wrapper, list, map
        std::uint16_t after{unknown_member::at_start};
        std::size_t row{no_row};  ///< The child's; `no_row` for an unknown one.
        std::size_t next{};       ///< object: the row that is likely to follow
        std::size_t index{};      ///< list: the child's
        std::size_t count{};
        row_set met{1};
        name_set names{};
        std::string name{};  ///< The child's.
    };

    VEEAM_COLD bool expected(std::string_view what, event const& e) {
        return fail(std::string("expected ").append(what).append(", found ").append(found(e)));
    }
    VEEAM_COLD bool lacks(field const& f) {
        return fail(std::string("the member is missing, expected ").append(describe(f)), f.names.json());
    }
    static std::string_view found(event const& e) noexcept {
        switch (e.is) {
            case event::what::null: return "null";
            case event::what::boolean: return e.boolean ? "true" : "false";
            case event::what::string: return "a string";
            case event::what::object: return "an object";
            case event::what::list: return "a list";
            default: return "a number";
        }
    }

    void finished() noexcept {
        if (!capture_ && !frames_.empty()) frames_.back().in_child = false;
    }

    bool placed(event const& e) {
        if (frames_.empty()) return member(root_row_, root_, e);
        frame& top = frames_.back();
        field const* const f = top.row_facts;
        switch (top.is) {
            case frame::kind::object:
                if (top.row == no_row) return capture_unknown(top, e);
                return known(*top.type, top.row, top.object, e);
            case frame::kind::wrapper:
                if (top.row == no_row) return capture_unknown(top, e);
                return is_list_or_null(e) ? member(*f, top.member, e) : expected("a list", e);
            case frame::kind::list:
                top.in_child = true;
                top.index = top.count++;
                break;
            case frame::kind::map: break;
        }
        void* const value = f->holder().emplace(top.member);
        if (top.is == frame::kind::map) *f->holder().key(top.member, top.count++) = top.name;
        return scalar(f->kind, f->type, value, e);
    }
    static bool is_list_or_null(event const& e) noexcept {
        return e.is == event::what::list || e.is == event::what::null;
    }

    bool known(type_table const& type, std::size_t row, void* object, event const& e) {
        field const& f = type.rows[row];
        void* const m = f.in(object);
        bool const null = e.is == event::what::null;
        if (f.shape == field_shape::choice) {
            if (null) return true;
            std::string_view const other = active_alternative(type, f, m);
            if (!other.empty()) return fail(second_alternative(other));
            return scalar(f.kind, f.type, f.choice().emplace(m, f.alternative), e);
        }
        if (f.names.json_item().empty() || null) return member(f, m, e);
        if (e.is != event::what::object) return expected("an object", e);
        f.holder().reserve(m, 0);
        frame inside{.is = frame::kind::wrapper, .type = &type, .object = object, .row_facts = &f, .member = m};
        inside.after = static_cast<std::uint16_t>(row);
        frames_.push_back(std::move(inside));
        return true;
    }

    bool member(field const& f, void* m, event const& e) {
        bool const null = e.is == event::what::null;
        switch (f.shape) {
            case field_shape::choice:
            case field_shape::single: return scalar(f.kind, f.type, m, e);
            case field_shape::nullable:
                if (null) {
                    f.holder().set_null(m);
                    return true;
                }
                [[fallthrough]];
            case field_shape::optional:
            case field_shape::boxed:
                if (null) return true;
                if (!scalar(f.kind, f.type, f.holder().emplace(m), e)) return false;
                if (has(f.flags, field_flags::write_only) && is_unset(f.kind, f.holder().at(m, 0))) f.holder().reset(m);
                return true;
            case field_shape::list:
            case field_shape::optional_list:
                if (null) return true;
                if (e.is != event::what::list) return expected("a list", e);
                f.holder().reserve(m, 0);
                frames_.push_back({.is = frame::kind::list, .row_facts = &f, .member = m});
                return true;
            case field_shape::map:
                if (null) return true;
                if (e.is != event::what::object) return expected("an object", e);
                frames_.push_back({.is = frame::kind::map, .row_facts = &f, .member = m});
                return true;
        }
        return true;
    }

    bool scalar(field_kind kind, void const* type, void* value, event const& e) {
        switch (kind) {
            case field_kind::boolean:
                if (e.is != event::what::boolean) break;
                *static_cast<bool*>(value) = e.boolean;
                return true;
            case field_kind::integer:
                if (!is_number(e)) break;
                return integer(*static_cast<std::int64_t*>(value), e);
            case field_kind::number:
                if (!is_number(e)) break;
                *static_cast<double*>(value) = as_double(e);
                return true;
            case field_kind::object:
                if (e.is != event::what::object) break;
                frames_.push_back({.is = frame::kind::object,
                                   .type = static_cast<type_table const*>(type),
                                   .object = value,
                                   .met = row_set(static_cast<type_table const*>(type)->size)});
                return true;
            case field_kind::json: return start_capture(static_cast<json_text*>(value), e);
            case field_kind::enumeration:
                if (is_number(e) && static_cast<enum_table const*>(type)->numeric) {
                    std::int64_t number = 0;
                    if (!integer(number, e)) return false;
                    assign_number(*static_cast<enum_table const*>(type), value, number);
                    return true;
                }
                [[fallthrough]];
            default:
                if (e.is != event::what::string) break;
                return assign_text(kind, type, value, e.text) || fail(wrong_text(describe(kind, type), e.text));
        }
        return expected(describe(kind, type), e);
    }

    static bool is_number(event const& e) noexcept {
        return e.is == event::what::integer || e.is == event::what::large_integer || e.is == event::what::number;
    }
    static double as_double(event const& e) noexcept {
        if (e.is == event::what::integer) return static_cast<double>(e.integer);
        return e.is == event::what::number ? e.number : static_cast<double>(e.large_integer);
    }
    bool integer(std::int64_t& out, event const& e) {
        if (e.is == event::what::integer) {
            out = e.integer;
            return true;
        }
        std::string const text = e.is == event::what::number ? number_text(e) : std::to_string(e.large_integer);
        auto const exact = exact_integer(text);
        if (!exact) return fail(wrong_number("an integer of 64 bits", text));
        out = *exact;
        return true;
    }

    /// Free-form and unknown values are put together as text again.
    bool start_capture(json_text* target, event const& e) {
        target_ = target;
        capture_text_.clear();
        capture_.emplace(capture_text_);
        capture_depth_ = 0;
        return captured(e);
    }
    bool capture_unknown(frame& around, event const& e) {
        keep_ = unknown_of(*around.type, around.object);
        return start_capture(nullptr, e);
    }
    bool captured(event const& e) {
        if (!put(*capture_, e)) return fail("a value that JSON does not have");
        if (e.is == event::what::object || e.is == event::what::list) ++capture_depth_;
        if (capture_depth_ == 0) finish_capture();
        return true;
    }
    void finish_capture() {
        capture_->finish();
        capture_.reset();
        if (target_ != nullptr) {
            *target_ = json_text(std::move(capture_text_));
        } else if (keep_ != nullptr && capture_text_ != "null") {
            frame const& around = frames_.back();
            keep_->push_back({.name = around.name,
                              .raw = std::move(capture_text_),
                              .format = unknown_member::form::json,
                              .inside_wrapper = around.is == frame::kind::wrapper,
                              .after = around.after});
        }
    }

    field const& root_row_;
    void* root_;
    std::size_t max_depth_;
    std::size_t depth_{};
    std::vector<frame> frames_;
    std::string capture_text_;
    std::optional<text_sink> capture_;  // writes to the text up to its own end, so it goes first
    std::size_t capture_depth_{};
    json_text* target_{};      // of the capture; null: an unknown member
    unknown_members* keep_{};  // for an unknown member; null: its type keeps none
    std::string message_;
    std::string path_;
};

}  // namespace veeam::inline v0::json::detail
