namespace Errand.Web.Routes;

/// <summary>What a route does with an <c>Idempotency-Key</c>.</summary>
internal enum KeyHeader
{
    /// <summary>It does not look at it.</summary>
    Ignored,

    /// <summary>It returns the task of the same key again.</summary>
    Accepted,

    /// <summary>It refuses the request: a key names one task.</summary>
    Refused,
}
