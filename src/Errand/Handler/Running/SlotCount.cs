namespace Errand.Handler.Running;

/// <summary>A number of slots in a handler, and of places behind them.</summary>
/// <param name="Slots">How many tasks can start at once.</param>
/// <param name="Ahead">How many more can wait until a slot is free.</param>
internal readonly record struct SlotCount(int Slots, int Ahead)
{
    public static SlotCount operator +(SlotCount a, SlotCount b) => new(a.Slots + b.Slots, a.Ahead + b.Ahead);

    public static SlotCount operator -(SlotCount a, SlotCount b) => new(a.Slots - b.Slots, a.Ahead - b.Ahead);
}
