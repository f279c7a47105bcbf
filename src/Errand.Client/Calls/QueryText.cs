using System.Globalization;
using System.Text;

namespace Errand.Calls;

/// <summary>The query of a request. What is null is left out.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _text = new();

    public QueryText Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        }

        return this;
    }

    public QueryText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    public QueryText Add(string name, double? value) => Add(name, value?.ToString("R", CultureInfo.InvariantCulture));

    public QueryText Add(string name, TimeSpan? value) => Add(name, value?.TotalSeconds);

    public QueryText Add(string name, DateTimeOffset? value) => Add(name, value is { } instant ? InstantOf(instant) : null);

    /// <summary>Once for each value.</summary>
    public QueryText Add(string name, IEnumerable<string> values)
    {
        foreach (string value in values)
        {
            Add(name, value);
        }

        return this;
    }

    /// <summary>All digits that it has: an instant of a filter is a border.</summary>
    public static string InstantOf(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public override string ToString() => _text.ToString();
}
