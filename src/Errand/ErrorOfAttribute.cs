namespace Errand;

/// <summary>Says that a member of a result has the errors of another one, which plots draw as error bars:
/// <c>[ErrorOf(nameof(Fit.Residual))]</c>.</summary>
/// <param name="member">The C# name of the other member, in the same type.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class ErrorOfAttribute(string member) : Attribute
{
    /// <summary>The C# name of the other member, in the same type.</summary>
    public string Member { get; } = member;
}
