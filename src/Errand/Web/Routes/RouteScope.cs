namespace Errand.Web.Routes;

/// <summary>What a caller needs to use a route.</summary>
internal enum RouteScope
{
    /// <summary>Nothing, not even to be known.</summary>
    Public,

    /// <summary>To be known; no scope.</summary>
    Any,

    /// <summary><c>submit:TYPE</c>, of the type that is submitted.</summary>
    Submit,

    /// <summary><c>submit:TYPE</c>, of the type of each item.</summary>
    SubmitEach,

    /// <summary><c>read</c>.</summary>
    Read,

    /// <summary><c>read</c>; <c>read:own</c> is enough for one's own tasks.</summary>
    ReadOwn,

    /// <summary><c>metrics</c>.</summary>
    Metrics,

    /// <summary><c>admin</c>.</summary>
    Admin,

    /// <summary><c>act</c>; <c>act:own</c> is enough for one's own tasks.</summary>
    ActOwn,

    /// <summary>For each task what the same change of it alone needs.</summary>
    ActEach,
}
