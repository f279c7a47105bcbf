namespace Errand;

/// <summary>What the bytes or the text of a member of a result are: <c>[MediaType("image/png")]</c>.</summary>
/// <param name="mediaType">As in a Content-Type header, without parameters.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MediaTypeAttribute(string mediaType) : Attribute
{
    /// <summary>As in a Content-Type header, without parameters.</summary>
    public string MediaType { get; } = mediaType;
}
