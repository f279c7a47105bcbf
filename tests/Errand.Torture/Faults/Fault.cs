namespace Errand.Torture;

/// <summary>Something bad that is done once.</summary>
internal abstract record Fault
{
    /// <summary>Does it, and takes it back where it lasts. Returns when it is over.</summary>
    public abstract Task RunAsync(Field field);
}
