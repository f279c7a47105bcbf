using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;

namespace Errand.Tests.Binding;

public sealed class SignatureTests
{
    private delegate int ByReference(ref int x);

    private delegate int ByOut(out int x);

    private delegate int BySpan(ReadOnlySpan<char> s);

    private interface IClock
    {
        string Now { get; }
    }

    private sealed class Clock : IClock, IAsyncDisposable
    {
        public bool IsDisposed { get; private set; }

        public string Now => IsDisposed ? "disposed" : "now";

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class OwnRuleAttribute : ValidationAttribute;

    private sealed record SelfChecked(int X) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => [];
    }

    private sealed record Preset([Range(double.NegativeInfinity, 5)] int Level = 9);

    private sealed record EmailOwner([EmailAddress] string Email);

    private sealed record PropertyEmailOwner
    {
        [EmailAddress]
        public string? Email { get; init; }
    }

    public static TheoryData<Delegate, string> WrongSignatures { get; } = new()
    {
        { (ByReference)((ref int x) => x), "the parameter \"x\" is passed by reference" },
        { (ByOut)((out int x) => x = 1), "the parameter \"x\" is passed by reference" },
        { (BySpan)(s => s.Length), "the parameter \"s\" is of type" },
        { ((int x, IClock clock) => clock.Now), "the parameter \"clock\" is of type IClock, which is abstract" },
        { ((Type t) => 1), "the parameter \"t\" is of type Type" },
        { ((Func<int> f, int x) => 1), "the parameter \"f\"" },
        { (([EmailAddress] string mail) => mail), "the parameter \"mail\" has [EmailAddress]" },
        { (([OwnRule] int x) => x), "the parameter \"x\" has [OwnRule]" },
        { (([Range(1, 2)] string s) => s), "the parameter \"s\" has [Range], which does not fit its type" },
        { (([Range(typeof(TimeSpan), "0:00", "1:00")] TimeSpan t) => t), "the parameter \"t\" has [Range], which does not fit its type" },
        { (([MinLength(1)] int x) => x), "the parameter \"x\" has [MinLength]" },
        { (([StringLength(5)] char c) => c), "the parameter \"c\" has [StringLength], which does not fit its type" },
        { (([MaxLength(2)] char? c) => c), "the parameter \"c\" has [MaxLength], which does not fit its type" },
        { (([RegularExpression("a")] int x) => x), "the parameter \"x\" has [RegularExpression]" },
        { (([AllowedValues("a")] int x) => x), "the parameter \"x\" has [AllowedValues]" },
        { ((int x, Dictionary<double, int> m) => 1), "the parameter \"m\" is a dictionary with keys of type Double, each of which has many texts in JSON; use string keys" },
        { ((int x, Dictionary<decimal, int>[] m) => 1), "an item of the parameter \"m\" is a dictionary with keys of type Decimal" },
        { ((Dictionary<byte[], int> m) => 1), "the parameter \"m\" is a dictionary with keys of type Byte[], which cannot be names in JSON; use string keys" },
        { ((Dictionary<EmailOwner, int> m) => 1), "the parameter \"m\" is a dictionary with keys of type EmailOwner" },
        { (([Range(1, 5)] int n = 9) => n), "the parameter \"n\" has the default 9, which its own rules refuse: it must be 1 to 5; change one of the two" },
        { (([AllowedValues("a")] string s = "b") => s), "the parameter \"s\" has the default \"b\", which its own rules refuse: it must be one of \"a\"; change one of the two" },
        { (([Range(0.0, 1.0)] double d = double.NaN) => d), "the parameter \"d\" has the default \"NaN\", which its own rules refuse: it must be 0 to 1" },
        { (([MinLength(1)] string s = "") => s), "the parameter \"s\" has the default \"\", which its own rules refuse: it must have at least 1 characters" },
        { (([Required] string? s = null) => s), "the parameter \"s\" has the default null, which its own rules refuse: it must be a string" },
        { ((int x, Preset[] presets) => x), "the member \"level\" of an item of the parameter \"presets\" has the default 9, which its own rules refuse: it must be -2147483648 to 5" },
        { (([RegularExpression("(")] string s) => s), "Task type \"t\"" },
        { ((EmailOwner o) => o), "the member \"email\" of the parameter \"o\" has [EmailAddress]" },
        { ((PropertyEmailOwner o) => o), "the member \"email\" of the parameter \"o\" has [EmailAddress]" },
        { ((List<EmailOwner> o, int x) => x), "the member \"email\" of an item of the parameter \"o\" has [EmailAddress]" },
        { ((SelfChecked s) => s), "the parameter \"s\" is of type SelfChecked, whose own validation" },
    };

    [Theory]
    [MemberData(nameof(WrongSignatures), DisableDiscoveryEnumeration = true)]
    public void A_wrong_signature_is_refused_in_a_sentence_that_names_type_and_parameter(Delegate function, string sentence)
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => new Bound(function));
        Assert.StartsWith("Task type \"t\": ", e.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_functions_in_one_delegate_are_refused()
    {
        Func<int> one = () => 1;
        Assert.Throws<ArgumentException>(() => new Bound(one + one));
    }

    [Fact]
    public void Context_and_token_are_injected_and_no_arguments()
    {
        var bound = new Bound((TaskContext task, CancellationToken cancel, int x) => x);
        Assert.Equal(["x"], bound.Definition.RequiredArgs);
        Assert.Equal("unknown #/args/task", bound.Faults("""{"x":1,"task":1}"""));
    }

    [Fact]
    public async Task A_registered_service_is_injected_from_a_scope_of_the_run()
    {
        Clock? seen = null;
        var bound = new Bound(
            (IClock clock, int x) =>
            {
                seen = (Clock)clock;
                return Lazily(clock);
            },
            s => s.AddScoped<IClock, Clock>());

        Assert.Equal("""["now"]""", await bound.RunAsync("""{"x":1}"""));
        Assert.True(seen!.IsDisposed);

        static IEnumerable<string> Lazily(IClock clock)
        {
            yield return clock.Now;
        }
    }

    [Fact]
    public async Task A_keyed_service_and_the_provider_are_injected()
    {
        var bound = new Bound(
            ([FromKeyedServices("a")] IClock clock, IServiceProvider services) =>
                clock.Now + services.GetRequiredKeyedService<IClock>("a").Now,
            s => s.AddKeyedScoped<IClock, Clock>("a"));
        Assert.Equal("\"nownow\"", await bound.RunAsync("{}"));
    }

    [Fact]
    public async Task A_sequence_is_an_argument_unless_its_items_are_services()
    {
        var bound = new Bound(
            (IEnumerable<int> numbers, IEnumerable<IClock> clocks, int x) => numbers.Sum() + clocks.Count(),
            s => s.AddSingleton<IClock, Clock>());
        Assert.Equal(["numbers", "x"], bound.Definition.RequiredArgs);
        Assert.Equal("4", await bound.RunAsync("""{"numbers":[1,2],"x":0}"""));
    }

    [Fact]
    public async Task A_function_of_an_instance_and_an_extension_method_are_bound_like_lambdas()
    {
        Assert.Equal("3", await new Bound(new Func<int, int>(((object)2).Plus)).RunAsync("""{"other":1}"""));
        Assert.Equal("5", await new Bound(new Adder(3).Add).RunAsync("""{"x":2}"""));
    }

    private sealed class Adder(int start)
    {
        public int Add(int x) => start + x;
    }
}
