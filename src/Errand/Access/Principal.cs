namespace Errand.Access;

/// <summary>Who does something, and what it may do.</summary>
/// <param name="Subject">Its name in the store: <c>key:NAME</c>, <c>jwt:ISSUER#SUBJECT</c>, <c>host:ID</c>, <c>anonymous</c>, <c>system</c>, <c>cli</c>. A key that
/// takes the place of another has the same.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Kind">How it has shown who it is.</param>
internal sealed record Principal(string Subject, Scopes Scopes, PrincipalKind Kind)
{
    /// <summary>This program.</summary>
    public static readonly Principal System = new("system", Scopes.All, PrincipalKind.System);

    /// <summary>Who runs this program's commands.</summary>
    public static readonly Principal CommandLine = new("cli", Scopes.All, PrincipalKind.System);

    /// <summary>Keys of callers in C# never meet those that come over HTTP.</summary>
    private const string CodeScope = "code";

    /// <summary>Any caller without credentials.</summary>
    public static Principal Anonymous(Scopes scopes) => new("anonymous", scopes, PrincipalKind.Anonymous);

    /// <summary>Whose tasks are those that it submits; null: nobody's. Where everyone may read everything, a task needs no owner.</summary>
    public string? Owner => Kind switch
    {
        PrincipalKind.System => null,
        PrincipalKind.Anonymous when Scopes.CanRead => null,
        _ => Subject,
    };

    /// <summary>The only owner whose tasks it may see; null: it may see all.</summary>
    public string? OnlyOwner => Scopes.CanRead ? null : Subject;

    /// <summary>Whose its idempotency keys are.</summary>
    public string KeyScope => Kind == PrincipalKind.System ? CodeScope : Subject;
}
