using System.Diagnostics.CodeAnalysis;

namespace Errand;

/// <summary>What a caller may do: a set of scopes, such as <c>submit:add read</c>.</summary>
/// <remarks>
/// <para><c>submit:TYPE</c>: submit tasks of the type, and run them again; includes <c>read:own</c> and <c>act:own</c>. A <c>*</c> at the
/// end stands for anything: <c>submit:sim.*</c>, <c>submit:*</c>.</para>
/// <para><c>read</c>: look at everything but settings, keys and the audit log. <c>read:own</c>: look at the tasks that one has
/// submitted.</para>
/// <para><c>act</c>: cancel, keep and delete tasks; includes <c>read</c>. <c>act:own</c>: the same with one's own tasks; includes
/// <c>read:own</c>.</para>
/// <para><c>handle:TYPE</c>: run tasks of the type. <c>metrics</c>: read the metrics. <c>admin</c>: everything but submit. <c>*</c>:
/// everything.</para>
/// </remarks>
public sealed class Scopes
{
    internal const string Submit = "submit:";
    internal const string Read = "read";
    internal const string ReadOwn = "read:own";
    internal const string Act = "act";
    internal const string ActOwn = "act:own";
    internal const string Metrics = "metrics";
    internal const string Admin = "admin";

    private const string Handle = "handle:";
    private const string Everything = "*";

    /// <summary>A caller may do nothing that needs a scope.</summary>
    public static readonly Scopes None = new([]);

    /// <summary>A caller may do everything.</summary>
    public static readonly Scopes All = new([Everything]);

    private readonly string[] _words;
    private readonly string[] _submits;
    private readonly string[] _handles;
    private readonly Rights _rights;

    private Scopes(string[] words)
    {
        _words = words;
        _rights = words.Aggregate(Rights.None, (rights, word) => rights | RightsOf(word));
        _submits = [.. words.Where(word => word == Everything || IsSubmit(word)).Select(NameIn)];
        _handles = [.. words.Where(word => word is Everything or Admin || IsHandle(word)).Select(NameIn)];
    }

    [Flags]
    private enum Rights
    {
        None = 0,
        ReadOwn = 1,
        Read = 2 | ReadOwn,
        ActOwn = 4 | ReadOwn,
        Act = 8 | ActOwn | Read,
        Metrics = 16,
        Admin = 32 | Act | Metrics,
        All = 64 | Admin,
    }

    internal bool IsAll => Holds(Rights.All);

    internal bool CanRead => Holds(Rights.Read);

    internal bool CanReadOwn => Holds(Rights.ReadOwn);

    internal bool CanAct => Holds(Rights.Act);

    internal bool CanActOwn => Holds(Rights.ActOwn);

    internal bool CanReadMetrics => Holds(Rights.Metrics);

    internal bool IsAdmin => Holds(Rights.Admin);

    /// <summary>Whether there is any type that may be submitted.</summary>
    internal bool CanSubmitAny => _submits.Length > 0;

    /// <summary>Reads scopes.</summary>
    /// <param name="text">Scopes with blanks between them; empty for none.</param>
    /// <exception cref="ArgumentException">One of them is not a scope.</exception>
    public static Scopes Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] words = WordsOf(text);
        return Array.Find(words, word => !IsScope(word)) is { } wrong
            ? throw new ArgumentException(
                $"\"{wrong}\" is not a scope; expected submit:TYPE, read, read:own, act, act:own, handle:TYPE, metrics, admin or *.",
                nameof(text))
            : new Scopes(words);
    }

    /// <summary>Reads scopes, if all of them are.</summary>
    /// <param name="text">Scopes with blanks between them; empty for none.</param>
    /// <param name="scopes">The scopes; null when there is something among them that is not one.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Scopes? scopes)
    {
        string[] words = WordsOf(text ?? "");
        scopes = text is not null && words.All(IsScope) ? new Scopes(words) : null;
        return scopes is not null;
    }

    /// <summary>Whether a scope is one of these, or included in them.</summary>
    /// <param name="scope">One scope, such as <c>submit:add</c> or <c>read:own</c>.</param>
    public bool Allows(string scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return IsSubmit(scope) ? AllowsAny(_submits, scope.AsSpan(Submit.Length))
            : IsHandle(scope) ? AllowsAny(_handles, scope.AsSpan(Handle.Length))
            : RightsOf(scope) is var right && right != Rights.None && Holds(right);
    }

    /// <summary>The scopes with blanks between them, as <see cref="Parse"/> reads them.</summary>
    public override string ToString() => string.Join(' ', _words);

    /// <summary>The scopes, one by one.</summary>
    internal IReadOnlyList<string> Words => _words;

    /// <summary>The first of other scopes that is not included in these; null when all are.</summary>
    internal string? FirstMissingOf(Scopes others) => Array.Find(others._words, word => !Allows(word));

    private static string[] WordsOf(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)];

    private static bool IsScope(string word) =>
        IsSubmit(word) || IsHandle(word) ? IsPattern(NameIn(word)) : RightsOf(word) != Rights.None;

    private static bool IsPattern(string name) =>
        name == Everything || NameRule.Holds(name.EndsWith('*') ? name[..^1] : name);

    private static bool IsSubmit(string word) => word.StartsWith(Submit, StringComparison.Ordinal);

    private static bool IsHandle(string word) => word.StartsWith(Handle, StringComparison.Ordinal);

    /// <summary>What stands behind the colon; anything for a word without one.</summary>
    private static string NameIn(string word) =>
        word.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0 ? word[(colon + 1)..] : Everything;

    private static Rights RightsOf(string word) => word switch
    {
        Everything => Rights.All,
        Read => Rights.Read,
        ReadOwn => Rights.ReadOwn,
        Act => Rights.Act,
        ActOwn => Rights.ActOwn,
        Metrics => Rights.Metrics,
        Admin => Rights.Admin,
        _ when IsSubmit(word) => Rights.ActOwn,
        _ => Rights.None,
    };

    private static bool AllowsAny(string[] patterns, ReadOnlySpan<char> name)
    {
        foreach (string pattern in patterns)
        {
            if (Covers(pattern, name))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Covers(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name.SequenceEqual(pattern);

    private bool Holds(Rights rights) => (_rights & rights) == rights;
}
