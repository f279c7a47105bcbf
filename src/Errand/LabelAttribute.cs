namespace Errand;

/// <summary>What a member or an argument is called in plots and forms: <c>[Label("Residual")]</c>. Default: its name.</summary>
/// <param name="label">For people.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class LabelAttribute(string label) : Attribute
{
    /// <summary>For people.</summary>
    public string Label { get; } = label;
}
