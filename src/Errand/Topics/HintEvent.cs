namespace Errand.Topics;

/// <summary>A hint on its way to all listeners of this process.</summary>
/// <param name="number">Rises from one to the next.</param>
/// <param name="name">Its topic.</param>
/// <param name="hint">What it says.</param>
/// <param name="whole">What it says to one who missed the hint before it.</param>
internal sealed class HintEvent(long number, string name, ChangeHint hint, ChangeHint whole)
{
    private HintEvent? _whole;
    private byte[]? _written;

    public long Number => number;

    public string Name => name;

    public ChangeHint Hint => hint;

    /// <summary>For one who missed the hint before it.</summary>
    public HintEvent Whole => hint == whole ? this : _whole ??= new HintEvent(number, name, whole, whole);

    /// <summary>As text, which is written for the first listener and shared by all.</summary>
    public ReadOnlyMemory<byte> Written(Func<HintEvent, byte[]> write) => _written ??= write(this);
}
