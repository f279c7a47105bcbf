namespace Errand;

/// <summary>The unit of a number or of the numbers of an array, for plots and forms: <c>[Unit("m/s")]</c>.</summary>
/// <param name="unit">As it stands behind a number.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class UnitAttribute(string unit) : Attribute
{
    /// <summary>As it stands behind a number.</summary>
    public string Unit { get; } = unit;
}
