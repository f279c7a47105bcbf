namespace Errand.Web.Routes;

/// <summary>Which body a route accepts.</summary>
internal enum RouteBody
{
    /// <summary>None; one that is sent anyway is not read.</summary>
    None,

    /// <summary>None either, and a body that is not said to be JSON is refused: a form of another site can post here without being asked,
    /// but not as JSON.</summary>
    EmptyOrJson,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>A JSON array, or lines of JSON.</summary>
    JsonOrLines,
}
