using System.Text.Json;

namespace Errand.Access.Tokens;

/// <summary>What the bearer of a token may do.</summary>
internal static class TokenScopes
{
    /// <summary>The claim of flask-tasks-docker: an object of task types.</summary>
    private const string AllowedTasks = "allowed_tasks";

    /// <summary>Where scopes are when the settings do not say it: by RFC 8693, and as Microsoft and Okta write them.</summary>
    private static readonly string[] UsualClaims = ["scope", "scp"];

    /// <summary>The scopes of a token. It may have others that mean something elsewhere, such as <c>openid</c>; those count for
    /// nothing.</summary>
    /// <param name="claims">Those of a token that is good.</param>
    /// <param name="claim">Where they are; null: in the usual place.</param>
    public static Scopes Of(JsonElement claims, string? claim)
    {
        IEnumerable<string> words = (claim is null ? UsualClaims : [claim])
            .Select(name => claims.TryGetProperty(name, out JsonElement value) ? WordsOf(value) : null)
            .FirstOrDefault(found => found is not null) ?? [];
        return Scopes.Parse(string.Join(' ', words.Where(word => Scopes.TryParse(word, out _)).Concat(TypesOf(claims))));
    }

    private static string[]? WordsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Split(value),
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Split)],
        _ => null,
    };

    private static string[] Split(JsonElement text) => TokenContent.TextOf(text)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Types whose member is <c>true</c>. No patterns: in flask-tasks-docker there are none.</summary>
    private static IEnumerable<string> TypesOf(JsonElement claims) =>
        claims.TryGetProperty(AllowedTasks, out JsonElement types) && types.ValueKind == JsonValueKind.Object
            ? from type in types.EnumerateObject()
              where type.Value.ValueKind == JsonValueKind.True && NameRule.Holds(type.Name)
              select Scopes.Submit + type.Name
            : [];
}
