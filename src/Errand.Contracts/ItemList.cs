namespace Errand;

/// <summary>Every list the server answers.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Items">The items, in the order the route promises.</param>
public sealed record ItemList<T>(IReadOnlyList<T> Items);
