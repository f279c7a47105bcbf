namespace Errand.Access;

/// <summary>How a principal has shown who it is.</summary>
internal enum PrincipalKind
{
    /// <summary>Not at all.</summary>
    Anonymous,

    /// <summary>By a key.</summary>
    Key,

    /// <summary>By a token of the issuer that the settings name.</summary>
    Token,

    /// <summary>To the program that Errand is a part of.</summary>
    Host,

    /// <summary>It is this program itself.</summary>
    System,
}
