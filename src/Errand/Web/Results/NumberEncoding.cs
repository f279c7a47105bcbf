namespace Errand.Web.Results;

/// <summary>How the values of a series are written.</summary>
internal enum NumberEncoding
{
    /// <summary>As numbers, and gaps as null.</summary>
    Json,

    /// <summary>In base64, as little-endian floats, and gaps as NaN.</summary>
    Float32,

    /// <summary>In base64, as little-endian doubles, and gaps as NaN.</summary>
    Float64,
}
