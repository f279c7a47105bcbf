namespace Errand.Binding.Values;

/// <summary>The form of a tuple: an array with one item of each of these types.</summary>
internal interface ITupleForm
{
    IReadOnlyList<Type> Items { get; }
}
