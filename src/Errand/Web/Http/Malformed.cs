namespace Errand.Web.Http;

/// <summary>A part of a request that cannot be read at all, so that nothing else of it is judged.</summary>
/// <param name="Detail">Why, for people: one or more whole sentences.</param>
internal readonly record struct Malformed(string Detail);
