using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Errand.Web.Http;

/// <summary>How a client wants to be answered: RFC 7240's <c>Prefer</c>, and <c>?wait=</c>, which goes before it.</summary>
/// <param name="Wait">How many seconds may pass before the answer, at most 60; null when the client did not say.</param>
/// <param name="Minimal">Only <c>id</c> and <c>status</c> are wanted.</param>
internal readonly record struct Preferences(double? Wait, bool Minimal)
{
    private const double LongestWait = 60;

    public TimeSpan WaitTime => TimeSpan.FromSeconds(Wait ?? 0);

    /// <summary>Why the preferences are malformed, or null.</summary>
    public static Malformed? Read(HttpRequest request, string? waitInQuery, out Preferences preferences)
    {
        preferences = default;
        string? wait = null, answer = null;
        foreach (string? line in request.Headers["Prefer"])
        {
            Collect(line, ref wait, ref answer);
        }

        double? seconds = null;
        if ((waitInQuery ?? wait) is { } text)
        {
            if (!Seconds.TryParse(text, out double sent) || sent < 0)
            {
                return new Malformed("wait must be a number of seconds, 0 or more.");
            }

            seconds = Math.Min(sent, LongestWait);
        }

        preferences = new Preferences(seconds, string.Equals(answer, "minimal", StringComparison.OrdinalIgnoreCase));
        return null;
    }

    /// <summary>Tells the client which of its preferences were followed.</summary>
    public void Acknowledge(HttpResponse response)
    {
        string? wait = Wait is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"wait={seconds:0.#########}") : null;
        if (wait is not null || Minimal)
        {
            response.Headers["Preference-Applied"] = wait is null ? "return=minimal" : Minimal ? $"{wait}, return=minimal" : wait;
        }
    }

    /// <summary>The first one of a name counts; those we do not know are ignored.</summary>
    private static void Collect(string? line, ref string? wait, ref string? answer)
    {
        var items = new HeaderList(line, ',');
        while (items.TryNext(out ReadOnlySpan<char> item))
        {
            new HeaderList(item, ';')
                .TryNext(out ReadOnlySpan<char> preference); // What follows a semicolon are parameters; ours have none.
            int equals = preference.IndexOf('=');
            ReadOnlySpan<char> name = (equals < 0 ? preference : preference[..equals]).TrimEnd(" \t");
            if (name.Equals("wait", StringComparison.OrdinalIgnoreCase))
            {
                wait ??= Value(preference, equals);
            }
            else if (name.Equals("return", StringComparison.OrdinalIgnoreCase))
            {
                answer ??= Value(preference, equals);
            }
        }
    }

    private static string Value(ReadOnlySpan<char> preference, int equals) =>
        equals < 0 ? "" : HeaderList.Unquote(preference[(equals + 1)..].Trim(" \t")) ?? "";
}
