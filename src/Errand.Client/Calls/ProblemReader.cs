using System.Text.Json;
using System.Text.RegularExpressions;

namespace Errand.Calls;

/// <summary>Reads the answers that say what is wrong.</summary>
internal static partial class ProblemReader
{
    private const string MediaType = "application/problem+json";

    /// <param name="answer">An answer without success.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<ErrandProblemException> ReadAsync(
        HttpResponseMessage answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ProblemView? problem = answer.Content.Headers.ContentType?.MediaType == MediaType
            ? Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false))
            : null;
        return new ErrandProblemException(problem ?? Of(answer), RetryRules.Said(answer.Headers.RetryAfter, now))
        {
            Scope = ScopeIn(answer),
        };
    }

    /// <summary>As <c>WWW-Authenticate</c> has it (RFC 6750); null when it names none.</summary>
    private static string? ScopeIn(HttpResponseMessage answer) => answer.Headers.WwwAuthenticate
        .Select(challenge => Scope().Match(challenge.Parameter ?? "")).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    private static ProblemView? Parse(byte[] text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ErrandJson.Default.ProblemView);
        }
        catch (JsonException)
        {
            return null; // The problem of a proxy, in a form of its own.
        }
    }

    /// <summary>Somebody else answered: a proxy, or another server.</summary>
    private static ProblemView Of(HttpResponseMessage answer) => new()
    {
        Type = "about:blank",
        Title = answer.ReasonPhrase ?? "",
        Status = (int)answer.StatusCode,
        Detail = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"The server answered {(int)answer.StatusCode} {answer.ReasonPhrase}, which is not an answer of Errand's. Is the address right?"),
        Instance = answer.RequestMessage?.RequestUri?.AbsolutePath ?? "",
        TraceId = "",
    };

    [GeneratedRegex("(?:^|[ ,])scope=\"([^\"]+)\"")]
    private static partial Regex Scope();
}
