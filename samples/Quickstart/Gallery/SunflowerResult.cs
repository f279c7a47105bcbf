using System.ComponentModel;

namespace Quickstart.Gallery;

/// <summary>A picture: an object of a media type and data is shown as what it is.</summary>
internal sealed record SunflowerResult(
    [property: Description("What the data are.")]
    string MediaType,

    [property: Description("The picture.")]
    byte[] Data);
