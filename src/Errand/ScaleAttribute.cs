namespace Errand;

/// <summary>How plots lay out the numbers of a member: <c>[Scale(Scale.Log)]</c>. Default: linear.</summary>
/// <param name="scale">How.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ScaleAttribute(Scale scale) : Attribute
{
    /// <summary>How.</summary>
    public Scale Scale { get; } = scale;
}
