namespace Errand.Binding.Checking;

/// <summary>What one value must look like, compiled from its JSON Schema.</summary>
internal abstract class ValueRule
{
    /// <summary>Checks the value whose first token the reader stands on, and leaves the reader on its last token.</summary>
    public abstract void Check(ref CheckRun run);
}
