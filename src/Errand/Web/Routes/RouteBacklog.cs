namespace Errand.Web.Routes;

/// <summary>Where the tasks of a request wait to be stored. While there is no room, the request is refused before its body is
/// read.</summary>
internal enum RouteBacklog
{
    /// <summary>The request submits nothing.</summary>
    None,

    /// <summary>With other single submissions.</summary>
    Submissions,

    /// <summary>With other batches; single submissions must have room too.</summary>
    Batches,
}
