using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Types;

namespace Errand.Tests.Binding;

public sealed class HandlerTests
{
    private sealed class Loop
    {
        public Loop? Self { get; set; }
    }

    private sealed class Grumpy
    {
        public int Value { get; set; }

        public int Bad => Value == 0 ? throw new NotSupportedException("no") : 1;
    }

    private sealed class Picky(int value)
    {
        public int Value { get; } = value >= 0 ? value : throw new FormatException(
            string.Create(CultureInfo.InvariantCulture, $"Picky about {value}."));
    }

    public static TheoryData<Delegate, string, string> Results { get; } = new()
    {
        { (int x, int y) => x + y, """{"y":2,"x":1}""", "3" },
        { (int x, int y = 5) => x + y, """{"x":1}""", "6" },
        { (int x, Mode m = Mode.Exact, Mode? n = Mode.Fast, DateTime d = default, Guid? g = null) => $"{m} {n} {d.Year} {g}", """{"x":1}""", "\"Exact Fast 1 \"" },
        { (string? s) => s, """{"s":null}""", "null" },
#nullable disable warnings
        { (string s = null) => s ?? "none", """{"s":null}""", "\"none\"" },
#nullable restore warnings
        { () => { }, "{}", "null" },
        { () => Task.CompletedTask, "{}", "null" },
        { async () => await Task.Yield(), "{}", "null" },
        { async (int x) => { await Task.Yield(); return x; }, """{"x":1}""", "1" },
        { (int x) => ValueTask.FromResult(x), """{"x":1}""", "1" },
        { () => ValueTask.CompletedTask, "{}", "null" },
        { (int x) => (object)new Item("n"), """{"x":1}""", """{"name":"n"}""" },
        { () => Task.FromResult<object>(new { A = 1, Ü = "ü" }), "{}", """{"a":1,"ü":"ü"}""" },
        { (double d) => d, """{"d":"NaN"}""", "\"NaN\"" },
        { (double d) => d, """{"d":"-Infinity"}""", "\"-Infinity\"" },
        { () => new[] { double.PositiveInfinity, 1.5 }, "{}", """["Infinity",1.5]""" },
        { (JsonElement e) => e, """{ "a": 1.50 }""", """{"a":1.50}""" },
        { (JsonObject o) => o["a"], """{"a":[1]}""", "[1]" },
        { (Mode m) => m, """{"m":"very-exact"}""", "\"very-exact\"" },
        { (Flight f) => f, """{"speed":5,"target":{"name":"t"}}""", """{"speed":5,"target":{"name":"t"},"drag":0.5,"note":null}""" },
        { (int x) => x, """{"x":1,"undeclared":[1]}""", "1" },
        { (Flight f) => f.Speed, """{"speed":5,"target":{"name":"t"},"undeclared":1}""", "5" },
        { (Shape s) => s, """{"radius":2,"$type":"circle"}""", """{"$type":"circle","radius":2}""" },
        { (decimal m) => m, """{"m":0.10}""", "0.10" },
        { (int? a, int? b) => a ?? b, """{"a":null,"b":4}""", "4" },
    };

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public async Task Arguments_go_in_and_the_result_comes_out(Delegate function, string args, string result)
    {
        var bound = new Bound(function);
        Assert.Equal("", bound.Faults(args, UnknownArgs.Allowed));
        Assert.Equal(result, await bound.RunAsync(args));
    }

    public static TheoryData<Delegate, string, string> SpelledIntegers { get; } = new()
    {
        { (int x, long y) => x + y, """{"x":1e5,"y":-1.0}""", "99999" },
        { (sbyte a, byte b, short c, ushort d) => a + b + c + d, """{"a":-0,"b":-0.0,"c":1E+3,"d":0e99}""", "1000" },
        { (uint a, ulong b) => a + b, """{"a":-0,"b":1.8446744073709551615e19}""", "18446744073709551615" },
        { (Int128 a, UInt128 b) => (UInt128)a + b, """{"a":10e-1,"b":3.40282366920938463463374607431768211454e38}""", "340282366920938463463374607431768211455" },
        { (Numbered n) => n, """{"n":1e0}""", "1" },
        { (int?[] a, int x) => a, """{"a":[1.0,null,2e0],"x":0.0}""", "[1,null,2]" },
        { (List<Dictionary<string, int>> a, int x) => a, """{"a":[{"é":1e1},{"b":2}],"x":0}""", """[{"é":10},{"b":2}]""" },
        { (Flight f) => f.Speed, """{"speed":1.5e1,"target":{"name":"1e5"},"undeclared":1e5}""", "15" },
        { (Tree t) => t, """{"value":1.0,"children":[{"value":2e0,"children":[]}]}""", """{"value":1,"children":[{"value":2,"children":[]}]}""" },
        { (Branch b) => b, """{"value":3.0,"$kind":0.2e1}""", """{"$kind":2,"value":3}""" },
        { (int x, JsonElement e, double d) => e, """{"x":1e0,"e":1e0,"d":1e0}""", "1e0" },
        { (OwnWays o) => o.Loose, """{"mode":"Fast","even":2,"loose":7.0,"colors":null}""", "7" },
    };

    [Theory]
    [MemberData(nameof(SpelledIntegers), DisableDiscoveryEnumeration = true)]
    public Task An_integer_may_be_written_with_an_exponent_or_a_fraction_of_zeros(Delegate function, string args, string result) =>
        Arguments_go_in_and_the_result_comes_out(function, args, result);

    public static TheoryData<Delegate> ResultsThatCannotBeWritten { get; } = new()
    {
        { (Delegate)(() => { var loop = new Loop(); loop.Self = loop; return loop; }) },
        { (Delegate)(() => (object)new MemoryStream()) },
        { (Delegate)(() => (object)Task.FromResult(1)) },
        { (Delegate)(() => default(JsonElement)) },
        { (Delegate)(() => (Mode)7) },
        { (Delegate)(() => new Grumpy()) },
        { (Delegate)(() => (Task<int>)null!) },
    };

    [Theory]
    [MemberData(nameof(ResultsThatCannotBeWritten), DisableDiscoveryEnumeration = true)]
    public async Task A_result_that_cannot_be_written_is_an_invalid_result(Delegate function)
    {
        InvalidResultException e = await Assert.ThrowsAsync<InvalidResultException>(() => new Bound(function).RunAsync("{}"));
        Assert.NotEmpty(e.Message);
    }

    [Fact]
    public async Task A_result_over_the_limit_is_an_invalid_result()
    {
        var writer = new ResultWriter(typeof(string), new TaskSerializer(), maxBytes: 100_000);
        Assert.Equal(100_000, (await writer.WriteAsync(new string('a', 99_998), TestContext.Current.CancellationToken)).Length);
        await Assert.ThrowsAsync<InvalidResultException>(
            () => writer.WriteAsync(new string('a', 99_999), TestContext.Current.CancellationToken).AsTask());
        var endless = new ResultWriter(typeof(IEnumerable<int>), new TaskSerializer(), 100_000);
        await Assert.ThrowsAsync<InvalidResultException>(
            () => endless.WriteAsync(Forever(), TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<InvalidResultException>(
            () => endless.WriteAsync(Enumerable.Range(0, int.MaxValue), TestContext.Current.CancellationToken).AsTask());
    }

    [Theory]
    [InlineData("""{"y":1}""", "x is required")]
    [InlineData("""{"x":"1"}""", "x must be an integer; got \"1\"")]
    [InlineData("""{"x":1,"flight":{"speed":1,"target":null}}""", "flight.target must be an object; got null")]
    public async Task Stored_arguments_that_no_longer_fit_fail_for_good(string stored, string detail)
    {
        var bound = new Bound((int x, Item? other = null, Flight? flight = null) => x);
        TaskFailedException e = await Assert.ThrowsAsync<TaskFailedException>(() => bound.RunAsync(stored));
        Assert.Contains("signature has changed", e.Message, StringComparison.Ordinal);
        Assert.EndsWith(detail, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_constructor_refuses_fails_for_good_with_its_own_words()
    {
        TaskFailedException e = await Assert.ThrowsAsync<TaskFailedException>(() => new Bound((Picky p) => p).RunAsync("""{"value":-1}"""));
        Assert.Contains("Picky about -1.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_functions_own_exception_comes_out_with_its_stack()
    {
        foreach (Delegate function in new Delegate[] { () => Fail(), async () => { await Task.Yield(); Fail(); }, () => Task.Run(Fail), int () => throw new TimeZoneNotFoundException("x") })
        {
            Exception e = await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => new Bound(function).RunAsync("{}"));
            Assert.Contains(nameof(HandlerTests), e.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_call_works_and_throws_the_same_however_often_it_is_made()
    {
        // The first calls of a function take another way than the later ones.
        Func<object?[], object?> adds = FunctionCall.Of((int x, string s) => x + s.Length);
        Func<object?[], object?> fails = FunctionCall.Of(() => Fail());
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(3, adds([1, "ab"]));
            Exception e = Assert.Throws<TimeZoneNotFoundException>(() => fails([]));
            Assert.Contains(nameof(Fail), e.StackTrace, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_token_of_the_run_is_the_one_the_function_gets()
    {
        using var stop = new CancellationTokenSource();
        CancellationToken seen = default;
        await new Bound((CancellationToken cancel) => { seen = cancel; }).RunAsync("{}", stop.Token);
        Assert.Equal(stop.Token, seen);
    }

    [Fact]
    public async Task Stored_text_is_bound_from_any_slice_of_a_larger_array()
    {
        var bound = new Bound((int x, string s) => s + x);
        byte[] larger = Encoding.UTF8.GetBytes("""###{"s":"a","x":1}###""");
        ReadOnlySequence<byte> result = await bound.Definition.Handler(
            TaskContext.ForTesting(), larger.AsMemory(3..^3), null!, TestContext.Current.CancellationToken);
        Assert.Equal("\"a1\"", Encoding.UTF8.GetString(result));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Fail() => throw new TimeZoneNotFoundException("It fails.");

    private static IEnumerable<int> Forever()
    {
        while (true)
        {
            yield return 1;
        }
    }
}
