namespace Errand.Web.Routes;

/// <summary>Which preferences of <c>Prefer</c> (RFC 7240) a route follows.</summary>
internal enum PreferHeader
{
    /// <summary>None; the header is not looked at.</summary>
    Ignored,

    /// <summary><c>return=minimal</c>.</summary>
    Return,

    /// <summary><c>return=minimal</c> and <c>wait</c>.</summary>
    ReturnAndWait,
}
