using Errand.Storage.Views;

namespace Errand.Lists;

/// <summary>What a term of a search may be about.</summary>
/// <param name="Name">As it is written before the colon; it ends in a dot if the name of a member follows.</param>
/// <param name="Needs">What a scan must read for it.</param>
/// <param name="IsOrdered">Whether values may be compared by size.</param>
/// <param name="Read">Reads a value, given the member's name if the key has one; returns what is wrong with it, or null.</param>
internal sealed record SearchKey(string Name, TaskFacets Needs, bool IsOrdered, SearchKey.Reader Read)
{
    public delegate string? Reader(string member, SearchValue value, out SearchTest test);

    public bool HasMember => Name.EndsWith('.');
}
