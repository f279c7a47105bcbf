namespace Errand.Binding.Values;

/// <summary>The form of an array of several dimensions: arrays in arrays, all of one dimension equally long.</summary>
internal interface IGridForm
{
    Type Item { get; }

    int Dimensions { get; }
}
