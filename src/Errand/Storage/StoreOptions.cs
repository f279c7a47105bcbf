namespace Errand.Storage;

/// <summary>Which store, and where it is. Each store has its own kind.</summary>
internal abstract record StoreOptions
{
    /// <summary>Where the store is, for people: without the user and password.</summary>
    public abstract string Address { get; }

    // Not the members, which a record would print: one of them may hold a password.
    public sealed override string ToString() => Address;
}
