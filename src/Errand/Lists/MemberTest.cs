using System.Runtime.InteropServices;
using System.Text.Json;
using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>Compares a member of the arguments or of the summary with a value. <c>1</c> equals the number and the string, <c>"1"</c> only the
/// string.</summary>
internal static class MemberTest
{
    /// <summary>Numbers of any size, exactly.</summary>
    private static readonly Comparer<JsonElement> ByValue = Comparer<JsonElement>.Create(static (left, right) =>
        DecimalText.Compare(JsonMarshal.GetRawUtf8Value(left), JsonMarshal.GetRawUtf8Value(right)));

    /// <param name="pointer">A JSON Pointer (RFC 6901) without its first slash.</param>
    /// <param name="value">What the member is compared with.</param>
    /// <param name="document">Where the member is.</param>
    /// <param name="test">Whether the member fits the value.</param>
    /// <returns>What is wrong with the value, or null.</returns>
    public static string? Read(string pointer, SearchValue value, Func<TaskFacts, ReadOnlyMemory<byte>> document, out SearchTest test)
    {
        string[] steps = MemberPath.Steps(pointer);
        Func<JsonElement, bool> fits = Comparison(value);
        test = new SearchTest((task, _) => document(task) is { Length: > 0 } json && Holds(json, steps, fits));
        return null;
    }

    private static bool Holds(ReadOnlyMemory<byte> json, string[] steps, Func<JsonElement, bool> fits)
    {
        using var document = JsonDocument.Parse(json, MemberPath.Options);
        return MemberPath.TryFind(document.RootElement, steps, out JsonElement member) && fits(member);
    }

    private static Func<JsonElement, bool> Comparison(SearchValue value)
    {
        if (value.Sign == SearchSign.Equal)
        {
            JsonElement? json = value.IsQuoted ? null : TryParse(value.Text);
            return member => member.ValueKind == JsonValueKind.String
                ? member.ValueEquals(value.Text)
                : json is { } other && AreEqual(member, other);
        }

        if (!value.IsQuoted && NumberOf(value.Text) is { } low && NumberOf(value.UpperText ?? value.Text) is { } high)
        {
            return member => member.ValueKind == JsonValueKind.Number && IsBetween(value.Sign, member, low, high, ByValue);
        }

        return member => member.ValueKind == JsonValueKind.String
            && IsBetween(value.Sign, member.GetString()!, value.Text, value.UpperText ?? value.Text, StringComparer.Ordinal);
    }

    private static bool AreEqual(JsonElement member, JsonElement value)
    {
        if (member.ValueKind == JsonValueKind.Number && value.ValueKind == JsonValueKind.Number)
        {
            return ByValue.Compare(member, value) == 0;
        }

        try
        {
            return JsonElement.DeepEquals(member, value);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false; // A number within an array or object has an exponent that the library does not compare.
        }
    }

    private static bool IsBetween<T>(SearchSign sign, T member, T low, T high, IComparer<T> order) => sign switch
    {
        SearchSign.Greater => order.Compare(member, low) > 0,
        SearchSign.Less => order.Compare(member, low) < 0,
        _ => order.Compare(member, low) >= 0 && order.Compare(member, high) <= 0,
    };

    private static JsonElement? NumberOf(string text) => TryParse(text) is { ValueKind: JsonValueKind.Number } number ? number : null;

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return JsonElement.Parse(text, MemberPath.Options);
        }
        catch (JsonException)
        {
            return null; // A text that is no JSON equals only strings.
        }
    }
}
