namespace Errand.Binding.Checking;

/// <summary>Stands in for the rule of a recursive type while that is being compiled.</summary>
internal sealed class LaterRule : ValueRule
{
    public ValueRule? Rule { get; set; }

    public override void Check(ref CheckRun run) => Rule!.Check(ref run);
}
